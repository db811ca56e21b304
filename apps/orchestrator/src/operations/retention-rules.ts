import type { RetentionRule, Statement } from '#libs/database';

/** Messages that still wait and turns that are set aside stay, whatever their age. */
export const retentionRules = (days: number): RetentionRule[] => [
  { statement: PURGE_INBOX, days },
  { statement: PURGE_TURNS, days },
  { statement: PURGE_OPERATOR_MESSAGES, days },
  { statement: PURGE_BUILD_MESSAGES, days },
  { statement: PURGE_EVENTS, days },
  { statement: PURGE_ERASED_MESSAGES, days },
];

const PURGE_INBOX: Statement = {
  name: 'inbox-purge',
  text: `WITH old AS (
      SELECT i.phone_number_id, i.message_id FROM inbox i JOIN conversations c ON c.id = i.conversation_id
       WHERE i.received_at < now() - $1 * interval '1 day' AND (NOT i.makes_turn OR i.seq <= c.handled_seq)
         AND NOT EXISTS (SELECT FROM turns t WHERE t.conversation_id = c.id AND t.stage = 'set_aside'
                          AND i.seq > t.from_seq AND i.seq <= t.to_seq)
       LIMIT $2 FOR UPDATE OF i SKIP LOCKED),
    gone AS (DELETE FROM inbox i USING old WHERE i.phone_number_id = old.phone_number_id AND i.message_id = old.message_id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

const PURGE_TURNS: Statement = {
  name: 'turns-purge',
  text: `WITH old AS (
      SELECT id FROM turns WHERE created_at < now() - $1 * interval '1 day' AND stage IN ('done', 'silenced') LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM turns t USING old WHERE t.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

const PURGE_OPERATOR_MESSAGES: Statement = {
  name: 'operator-messages-purge',
  text: `WITH old AS (
      SELECT id FROM operator_messages WHERE id < uuid_v7_of(now() - $1 * interval '1 day') ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM operator_messages m USING old WHERE m.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

/** What nobody could be told for so long is told nobody any more. */
const PURGE_BUILD_MESSAGES: Statement = {
  name: 'build-messages-purge',
  text: `WITH old AS (
      SELECT id FROM build_messages WHERE id < uuid_v7_of(now() - $1 * interval '1 day') AND state <> 'claimed' ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM build_messages m USING old WHERE m.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

/** That somebody was erased, and by whom, is kept. */
const PURGE_EVENTS: Statement = {
  name: 'conversation-events-purge',
  text: `WITH old AS (
      SELECT id FROM conversation_events
       WHERE id < uuid_v7_of(now() - $1 * interval '1 day') AND type <> 'erased' ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM conversation_events e USING old WHERE e.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

/** Longer than Meta may deliver a message again. */
const PURGE_ERASED_MESSAGES: Statement = {
  name: 'erased-messages-purge',
  text: `WITH old AS (
      SELECT digest FROM erased_messages WHERE erased_at < now() - $1 * interval '1 day' LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM erased_messages e USING old WHERE e.digest = old.digest RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
