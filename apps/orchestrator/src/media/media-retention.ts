import type { RetentionRule, Statement } from '#libs/database';

/** Files go after their days; a content goes once nothing refers to it. */
export const mediaRetention = (days: number): RetentionRule[] => [
  { statement: PURGE_REFERENCES, days },
  { statement: PURGE_CONTENTS, days: 0 },
];

const PURGE_REFERENCES: Statement = {
  name: 'media-references-purge',
  text: `WITH old AS (
      SELECT phone_number_id, message_id FROM media_references
       WHERE created_at < now() - $1 * interval '1 day' LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM media_references r USING old
              WHERE r.phone_number_id = old.phone_number_id AND r.message_id = old.message_id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

/** What was touched a moment ago may be about to get its reference. */
const PURGE_CONTENTS: Statement = {
  name: 'media-purge',
  text: `WITH old AS (
      SELECT m.sha256 FROM media m
       WHERE m.touched_at < now() - $1 * interval '1 day' - interval '10 minutes'
         AND NOT EXISTS (SELECT FROM media_references r WHERE r.sha256 = m.sha256)
       LIMIT $2 FOR UPDATE OF m SKIP LOCKED),
    gone AS (DELETE FROM media m USING old WHERE m.sha256 = old.sha256 RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
