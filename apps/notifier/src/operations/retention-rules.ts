import type { RetentionRule, Statement } from '#libs/database';

/** Beats are evidence for hours at most. */
const BEAT_DAYS = 2;

/** What is still on its way stays, whatever its age. */
export const retentionRules = (days: number): RetentionRule[] => [
  { statement: PURGE_OUTBOX, days },
  { statement: PURGE_STATUSES, days },
  { statement: PURGE_BEATS, days: BEAT_DAYS },
];

/** Ids begin with the time in milliseconds, so the oldest rows are found by the primary key. */
const PURGE_OUTBOX: Statement = {
  name: 'outbox-purge',
  text: `
    WITH old AS (
      SELECT id FROM outbox
       WHERE id < (lpad(to_hex((extract(epoch FROM now() - $1 * interval '1 day') * 1000)::bigint), 12, '0')
                   || '00000000000000000000')::uuid
         AND created_at < now() - $1 * interval '1 day' AND (queue IS NULL OR queue NOT IN ('pending', 'sending', 'unknown'))
       ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM outbox work USING old WHERE work.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

const PURGE_STATUSES: Statement = {
  name: 'statuses-purge',
  text: `
    WITH old AS (
      SELECT wamid, status, event_at FROM status_events WHERE received_at < now() - $1 * interval '1 day'
       LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (
      DELETE FROM status_events event USING old
       WHERE event.wamid = old.wamid AND event.status = old.status AND event.event_at = old.event_at RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

const PURGE_BEATS: Statement = {
  name: 'intake-beats-purge',
  text: `
    WITH gone AS (
      DELETE FROM intake_beats
       WHERE at IN (SELECT at FROM intake_beats WHERE at < now() - $1 * interval '1 day' ORDER BY at LIMIT $2)
      RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
