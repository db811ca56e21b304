import type { WorkTable } from '#libs/work';

/**
 * What is to be said about builds. The key makes it one message however often it is handed over, so a lapsed lease means that
 * somebody else does. While a person has the conversation, or its person wants to hear nothing, it waits.
 */
export const buildMessagesTable: WorkTable = {
  name: 'build_messages',
  states: { ready: 'due', held: 'claimed', setAside: 'set_aside', lapsed: 'due' },
  headOfLine: { key: 'conversation_id', order: 'id', blocking: ['due', 'claimed'] },
  claimCondition: `NOT EXISTS (SELECT FROM conversations c WHERE c.id = work.conversation_id
                                 AND (c.owned_by IN ('human', 'other_app') OR c.opted_out_at IS NOT NULL))`,
  priority: 'work.due_at',
  channel: 'build_messages_due',
  claimTail: `
    SELECT claimed.id, claimed.epoch, claimed.attempts, claimed.conversation_id AS "conversationId", claimed.kind,
           claimed.idempotency_key AS "idempotencyKey", claimed.content,
           (extract(epoch FROM now() - claimed.at) * 1000)::float8 AS "ageMs",
           c.phone_number_id AS "phoneNumberId", coalesce(c.bsuid, '') AS bsuid, coalesce(c.wa_id, '') AS "waId",
           c.last_inbound_at + interval '24 hours' AS "windowClosesAt",
           (SELECT coalesce(b.workflow->>'traceparent', '') FROM builds b WHERE b.id = claimed.build_id) AS traceparent
      FROM claimed JOIN conversations c ON c.id = claimed.conversation_id`,
};
