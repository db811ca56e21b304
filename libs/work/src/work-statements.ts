import type { Statement } from '#libs/database';
import type { WorkTable } from './work-table.js';

/**
 * The SQL of one table of work. Statements that touch many rows lock them in the order of their ids, so that no two of
 * them can wait for each other in a circle.
 */
export function workStatements(table: WorkTable) {
  const { name, states, priority, channel, queueColumn: queue = 'state' } = table;
  const statement = (verb: string, text: string): Statement => ({ name: `${name}-${verb}`, text });
  return {
    /** $1 limit, $2 owner, $3 lease in ms. Claimers skip what others look at and never wait. */
    claim: statement(
      'claim',
      table.claim ??
        `WITH head AS MATERIALIZED (
         SELECT work.id FROM ${name} work
          WHERE work.${queue} = '${states.ready}' AND work.due_at <= now() ${unblocked(table)}
                ${table.claimCondition ? `AND (${table.claimCondition})` : ''}
          ORDER BY ${priority} LIMIT $1
          FOR UPDATE OF work SKIP LOCKED),
       claimed AS (
         UPDATE ${name} work
            SET state = '${states.held}', owner = $2, lease_until = now() + $3 * interval '1 ms',
                epoch = work.epoch + 1, attempts = work.attempts + 1, claimed_at = now(), heartbeat_at = now()
                ${table.claimSets ? `, ${table.claimSets}` : ''}
           FROM head WHERE work.id = head.id
         RETURNING work.*)
       ${table.claimTail ?? 'SELECT * FROM claimed'}`,
    ),
    /** $1 owner, $2 lease in ms, $3 ids, $4 progress as JSON text or null, one per id → the ids that are still ours. */
    extend: statement(
      'extend',
      `WITH ours AS MATERIALIZED (
         SELECT work.id, beat.progress FROM ${name} work
           JOIN unnest($3::uuid[], $4::text[]) AS beat(id, progress) ON beat.id = work.id
          WHERE work.owner = $1 AND work.${queue} = '${states.held}' ORDER BY work.id FOR UPDATE OF work)
       UPDATE ${name} work SET lease_until = now() + $2 * interval '1 ms', heartbeat_at = now(),
              progress = coalesce(ours.progress::jsonb, work.progress)
         FROM ours WHERE work.id = ours.id
       RETURNING work.id`,
    ),
    /** $1 ids, $2 epochs, $3 delays in ms, $4 classes, $5 details, $6 whether the attempt counts → the ids that were ours. */
    retry: statement(
      'retry',
      `WITH ours AS MATERIALIZED (
         SELECT work.id, item.* FROM ${name} work
           JOIN unnest($1::uuid[], $2::bigint[], $3::float8[], $4::text[], $5::text[], $6::bool[])
                AS item(item_id, item_epoch, delay, class, detail, counts) ON item.item_id = work.id
          WHERE work.epoch = item.item_epoch AND work.state = '${states.held}' ORDER BY work.id FOR UPDATE OF work)
       UPDATE ${name} work SET state = '${states.ready}', owner = NULL, lease_until = NULL,
              due_at = now() + ours.delay * interval '1 ms', error_class = ours.class, error_detail = ours.detail,
              attempts = greatest(0, work.attempts - CASE WHEN ours.counts THEN 0 ELSE 1 END)
         FROM ours WHERE work.id = ours.id
       RETURNING work.id`,
    ),
    /** $1 ids, $2 epochs, $3 classes, $4 details → the ids that were ours. */
    setAside: statement(
      'set-aside',
      `WITH ours AS MATERIALIZED (
         SELECT work.id, item.* FROM ${name} work
           JOIN unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[])
                AS item(item_id, item_epoch, class, detail) ON item.item_id = work.id
          WHERE work.epoch = item.item_epoch AND work.state = '${states.held}' ORDER BY work.id FOR UPDATE OF work)
       UPDATE ${name} work SET state = '${states.setAside}', owner = NULL, lease_until = NULL,
              error_class = ours.class, error_detail = ours.detail
         FROM ours WHERE work.id = ours.id
       RETURNING work.id`,
    ),
    /** $1 ids → those that were set aside and are due again, with fresh attempts. */
    replay: statement(
      'replay',
      `UPDATE ${name} work SET state = '${states.ready}', due_at = now(), attempts = 0
        WHERE work.id = ANY($1::uuid[]) AND work.state = '${states.setAside}'
       RETURNING work.id, pg_notify('${channel}', '0')`,
    ),
    /** Gives every lapsed lease the state that a lapse means, and tells all replicas. */
    sweep: statement(
      'sweep',
      `WITH lapsed AS MATERIALIZED (
         SELECT id FROM ${name} WHERE ${queue} = '${states.held}' AND lease_until < now()
          ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)
       UPDATE ${name} work SET state = '${states.lapsed}', owner = NULL, lease_until = NULL, due_at = now()
              ${table.lapseSets ? `, ${table.lapseSets}` : ''}
         FROM lapsed WHERE work.id = lapsed.id
       RETURNING work.id, extract(epoch FROM now() - work.heartbeat_at)::float8 AS "silentSeconds",
                 pg_notify('${channel}', '0')`,
    ),
    /** What operators watch. */
    gauge: statement(
      'gauge',
      `SELECT count(*)::int AS due, coalesce(extract(epoch FROM now() - min(due_at)), 0)::float8 AS "oldestDueSeconds",
              (SELECT count(*)::int FROM ${name} WHERE ${queue} = '${states.setAside}') AS "setAside"
         FROM ${name} WHERE ${queue} = '${states.ready}' AND due_at <= now()`,
    ),
  };
}

/** As a subquery of its own, which Postgres never turns into a join: it always goes down the index of the key. */
const unblocked = ({ name, headOfLine, queueColumn: queue = 'state' }: WorkTable): string =>
  headOfLine
    ? `AND (
         SELECT true FROM ${name} earlier
          WHERE earlier.${headOfLine.key} = work.${headOfLine.key} AND earlier.${headOfLine.order} < work.${headOfLine.order}
            AND earlier.${queue} IN (${headOfLine.blocking.map((state) => `'${state}'`).join(', ')})
          LIMIT 1) IS NULL`
    : '';
