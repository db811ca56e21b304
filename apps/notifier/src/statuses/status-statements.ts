import type { Statement } from '#libs/database';
import { hasNextSql } from '../outbox/has-next-sql.js';
import { blockingStates } from '../protocol/transition.js';
import { transitionSql } from '../protocol/transition-sql.js';
import { statusEvents } from './to-news.js';

const blocking = blockingStates.map((state) => `'${state}'`).join(', ');

/**
 * Stores statuses and moves their messages, in one commit. $1 to $8 are the statuses, each once; $9 to $13 what they say about
 * each message. A status that was stored without its message learns it when it comes again or when the message is found.
 */
export const recordStatement = (waitForDelivered: boolean): Statement => ({
  name: 'statuses-record',
  text: `
    WITH ours AS MATERIALIZED (
      SELECT work.id, work.conversation_id, work.seq, work.state AS old_state, work.seen_attempts AS old_seen, news.*,
             work.seen_attempts | news.attempts AS new_seen,
             ${transitionSql('work.state', 'news.event', statusEvents)} AS new_state
        FROM outbox work
        JOIN unnest($9::uuid[], $10::text[], $11::text[], $12::int[], $13::bigint[])
             AS news(news_id, news_wamid, event, news_error, attempts) ON news.news_id = work.id
       ORDER BY work.id FOR UPDATE OF work),
    stored AS (
      INSERT INTO status_events AS event (wamid, status, event_at, phone_number_id, outbox_id, attempt, error_code, raw, matched)
      SELECT item.wamid, status, to_timestamp(event_ms / 1000), phone_number_id, outbox_id, attempt, error_code, raw,
             coalesce(outbox_id IN (SELECT id FROM ours), false)
        FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::uuid[], $6::int[], $7::int[], $8::text[])
             AS item(wamid, status, event_ms, phone_number_id, outbox_id, attempt, error_code, raw)
       ORDER BY item.wamid, status, event_ms
      ON CONFLICT (wamid, status, event_at) DO UPDATE SET matched = true, outbox_id = excluded.outbox_id
       WHERE NOT event.matched AND excluded.matched)
    ${waitForDelivered ? FREE_NEXT : ''}
    UPDATE outbox work
       SET state = ours.new_state, seen_attempts = ours.new_seen, resolved_at = now(),
           wamid = coalesce(work.wamid, ours.news_wamid),
           owner = CASE WHEN ours.new_state = 'sending' THEN work.owner END,
           lease_until = CASE WHEN ours.new_state = 'sending' THEN work.lease_until END,
           error_code = CASE WHEN ours.new_state = 'failed' THEN coalesce(ours.news_error, work.error_code) ELSE work.error_code END,
           error_class = CASE WHEN ours.new_state = 'failed' AND ours.old_state <> 'failed' THEN 'status' ELSE work.error_class END
      FROM ours
     WHERE work.id = ours.id
       AND (ours.new_state <> ours.old_state OR ours.new_seen <> ours.old_seen OR work.wamid IS NULL)
    RETURNING (ours.new_seen & (ours.new_seen - 1)) <> 0 AND (ours.old_seen & (ours.old_seen - 1)) = 0 AS "isDuplicate",
              ours.old_state <> ours.new_state AND ${waitForDelivered ? '' : `ours.old_state IN (${blocking}) AND`}
              ${hasNextSql('work')} AS frees,
              ours.event, CASE WHEN work.traceparent LIKE '%1' THEN work.traceparent END AS traceparent`,
});

/** What was held back for the delivery and nothing else. */
const FREE_NEXT = `, freed AS (
      UPDATE outbox later SET due_at = now() FROM ours
       WHERE ours.new_state IN ('delivered', 'read', 'failed') AND ours.new_state <> ours.old_state
         AND later.conversation_id = ours.conversation_id AND later.seq > ours.seq
         AND later.queue IN ('pending', 'sending', 'unknown') AND later.state = 'pending' AND later.due_at > now()
         AND later.attempts = 0 AND later.slot_at IS NULL)`;

/** $1 how far back in ms. Statuses of messages that other systems send over the same number stay without one. */
export const FIND_ORPHANS: Statement = {
  name: 'statuses-find-orphans',
  text: `
    SELECT event.wamid, event.status, extract(epoch FROM event.event_at)::float8 * 1000 AS "eventMs",
           event.phone_number_id AS "phoneNumberId", work.id AS "outboxId", event.attempt, event.error_code AS "errorCode", event.raw
      FROM status_events event
     CROSS JOIN LATERAL (SELECT id FROM outbox WHERE outbox.wamid = event.wamid LIMIT 1) work
     WHERE NOT event.matched AND event.received_at > now() - $1 * interval '1 ms'
     ORDER BY event.received_at LIMIT 500`,
};
