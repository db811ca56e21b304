/** States of a message on its way, in the table and here. */
export const sendStates = [
  'pending',
  'sending',
  'unknown',
  'parked',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
  'set_aside',
] as const;
export type SendState = (typeof sendStates)[number];

/** What can happen to a message. */
export const sendEvents = [
  // Said by whoever holds the attempt, guarded by its epoch
  'claimed',
  'deferred',
  'not_sent',
  'accepted',
  'refused',
  'malformed',
  'withheld',
  'ambiguous',
  // Said by the clock and the reconciler
  'lapsed',
  'resent',
  'parked',
  // Said by WhatsApp
  'status_sent',
  'status_delivered',
  'status_read',
  'status_failed',
  // Said by the orchestrator
  'cancelled',
] as const;
export type SendEvent = (typeof sendEvents)[number];

/** A status is the truth about a send, also about one that was given up. */
const unsent: SendState[] = ['pending', 'sending', 'unknown', 'parked', 'accepted', 'cancelled', 'set_aside'];
/** The answer to a POST may come after the lease had lapsed: as long as the epoch is the same, it is about this attempt. */
const unresolved: SendState[] = ['sending', 'unknown', 'parked', 'pending'];

const edges: Record<SendEvent, { from: readonly SendState[]; to: SendState }> = {
  claimed: { from: ['pending'], to: 'sending' },
  // Proven by the holder of this very attempt not to have been sent, also when that could be written only after its lease.
  // Nothing else leads from `sending` back to `pending`, above all no timer
  deferred: { from: ['sending', 'unknown'], to: 'pending' },
  not_sent: { from: ['sending', 'unknown'], to: 'pending' },
  accepted: { from: unresolved, to: 'accepted' },
  refused: { from: unresolved, to: 'failed' },
  malformed: { from: unresolved, to: 'set_aside' },
  // Too late for the customer service window, by our clock or by what the API answers
  withheld: { from: ['pending', 'sending', 'unknown'], to: 'parked' },
  ambiguous: { from: ['sending'], to: 'unknown' },
  lapsed: { from: ['sending'], to: 'unknown' },
  resent: { from: ['unknown'], to: 'pending' },
  parked: { from: ['unknown'], to: 'parked' },
  status_sent: { from: unsent, to: 'sent' },
  status_delivered: { from: [...unsent, 'sent', 'failed'], to: 'delivered' },
  status_read: { from: [...unsent, 'sent', 'failed', 'delivered'], to: 'read' },
  status_failed: { from: [...unsent, 'sent'], to: 'failed' },
  cancelled: { from: ['pending'], to: 'cancelled' },
};

/**
 * What a message becomes by an event; the same state when the event says nothing new. The SQL that writes states is
 * generated from this function, so there is no second truth.
 */
export function transition(state: SendState, event: SendEvent): SendState {
  const { from, to } = edges[event];
  return from.includes(state) ? to : state;
}

/** While an earlier message of a conversation is in one of these, later ones wait. */
export const blockingStates: SendState[] = ['pending', 'sending', 'unknown'];
