import type { WorkTable } from '#libs/work';

/**
 * Conversations with waiting turns. A claim begins the next turn, or takes up the one that a failure or a dead replica
 * left behind, and answers everything that its work needs: one statement for many conversations.
 */
export const conversationsTable: WorkTable = {
  name: 'conversations',
  states: { ready: 'due', held: 'claimed', setAside: 'set_aside', lapsed: 'due' },
  priority: 'work.urgency DESC, work.due_at',
  channel: 'conversations_due',
  claimSets: 'turn_id = coalesce(work.turn_id, uuid_v7()), urgency = 0', // which is of what waits, and begins now
  claimTail: `, scope AS (
      SELECT claimed.*, t.from_seq, t.to_seq, t.stage, t.answer, t.patch->'escalation' AS escalation,
             t.created_at AS begun_at, t.attempts AS tries, coalesce(t.from_seq, claimed.handled_seq) AS since
        FROM claimed LEFT JOIN turns t ON t.id = claimed.turn_id
    ), filled AS (
      SELECT scope.*, waiting.messages, waiting.last_seq FROM scope
       CROSS JOIN LATERAL (
         SELECT json_agg(i.content ORDER BY i.seq) AS messages, max(i.seq) AS last_seq
           FROM inbox i
          WHERE i.conversation_id = scope.id AND i.seq > scope.since AND i.makes_turn
            AND i.seq <= coalesce(scope.to_seq, 9223372036854775807)) AS waiting
    ), begun AS (
      INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch)
      SELECT turn_id, id, since, last_seq, epoch FROM filled WHERE last_seq IS NOT NULL
      ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, attempts = turns.attempts + 1
    )
    SELECT id, epoch, attempts, turn_id AS "turnId", phone_number_id AS "phoneNumberId", coalesce(bsuid, '') AS bsuid,
           coalesce(wa_id, '') AS "waId", coalesce(name, '') AS name, coalesce(language, '') AS language,
           session_version::float8 AS "sessionVersion", session_turn AS "sessionTurn", owned_by AS "ownedBy", opted_out_at IS NOT NULL AS "isOptedOut",
           coalesce(opt_out_notice IN ('due', turn_id::text), false) AS "owesNotice",
           failed_turns AS "failedTurns", coalesce(handover->>'note', '') AS "handoverNote",
           last_inbound_at + interval '24 hours' AS "windowClosesAt",
           coalesce(to_seq, last_seq) AS "toSeq", coalesce(messages, '[]') AS messages,
           coalesce(stage, 'started') AS stage, answer, escalation,
           (extract(epoch FROM now() - coalesce(begun_at, now())) * 1000)::float8 AS "ageMs",
           coalesce(tries, 0) AS tries
      FROM filled`,
};
