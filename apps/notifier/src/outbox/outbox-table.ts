import type { WorkTable } from '#libs/work';
import { blockingStates, transition } from '../protocol/transition.js';

/** A claimed message. */
export interface OutboxRow {
  id: string;
  epoch: string;
  attempts: number;
  /** "<turn>:<n>" */
  idempotencyKey: string;
  traceparent: string | null;
  phoneNumberId: string;
  conversationId: string;
  kind: string;
  payload: string;
  /** It comes back with a place within the rate limits. */
  hasSlot: boolean;
  /** Until free-form messages are refused, by the database's clock; null when unknown. */
  windowLeftMs: number | null;
  /** Time since it was stored, by the database's clock. */
  ageMs: number;
}

/** The columns of a claimed row, for whatever statement claims it. */
export const outboxRowColumns = `
    id, epoch, attempts, idempotency_key AS "idempotencyKey", traceparent, phone_number_id AS "phoneNumberId",
    conversation_id AS "conversationId", kind, payload, slot_at IS NOT NULL AS "hasSlot",
    (extract(epoch FROM window_closes_at - now()) * 1000)::float8 AS "windowLeftMs",
    (extract(epoch FROM now() - created_at) * 1000)::float8 AS "ageMs"`;

/**
 * Messages on their way to WhatsApp, one of a conversation at a time. A lapsed lease says nothing about whether the message
 * was sent, so it never makes one due again.
 */
export const outboxTable: WorkTable = {
  name: 'outbox',
  states: { ready: 'pending', held: 'sending', setAside: 'set_aside', lapsed: transition('sending', 'lapsed') },
  queueColumn: 'queue',
  headOfLine: { key: 'conversation_id', order: 'seq', blocking: blockingStates },
  priority: 'work.due_at, work.seq',
  channel: 'outbox_due',
  claimTail: `SELECT ${outboxRowColumns} FROM claimed ORDER BY due_at, seq`,
};
