import type { RetentionRule, Statement } from '#libs/database';

/** What was replayed has gone its way, and what nobody acts on is kept for a while only; everything else waits for an operator. */
export const retentionRules = (days: number): RetentionRule[] => [{ statement: PURGE_QUARANTINE, days }];

const PURGE_QUARANTINE: Statement = {
  name: 'quarantine-purge',
  text: `
    WITH old AS (
      SELECT id FROM quarantine
       WHERE received_at < now() - $1 * interval '1 day' AND (replayed_at IS NOT NULL OR reason = 'NOT_HANDLED')
       LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM quarantine item USING old WHERE item.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
