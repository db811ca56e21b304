import type { RetentionRule } from '#libs/database';

/** Builds that have ended so long ago, and those that nobody has let go on for as long; what runs stays. */
export const buildRetention = (days: number): RetentionRule[] => [
  {
    days,
    statement: {
      name: 'builds-purge',
      text: `WITH old AS MATERIALIZED (
          SELECT b.id FROM builds b
           WHERE b.id < uuid_v7_of(now() - $1 * interval '1 day') AND b.state <> 'running'
             AND coalesce(b.finished_at, (b.revisions->-1->>'createdAt')::timestamptz) < now() - $1 * interval '1 day'
           ORDER BY b.id LIMIT $2 FOR UPDATE SKIP LOCKED),
        phases_gone AS (DELETE FROM phases p USING old WHERE p.build_id = old.id),
        events_gone AS (DELETE FROM build_events e USING old WHERE e.build_id = old.id),
        notices_gone AS (DELETE FROM build_notices n USING old WHERE n.build_id = old.id),
        gone AS (DELETE FROM builds b USING old WHERE b.id = old.id RETURNING 1)
        SELECT count(*)::int AS count FROM gone`,
    },
  },
];
