import type { ChatMessage, PhoneState } from './phone-state.js';
import { chatOf } from './phone-state.js';

/** A message of the business that has reached the phone and was not seen yet. */
export const isUnread = ({ direction, state, kind, revoked }: ChatMessage): boolean =>
  direction === 'out' && state === 'delivered' && kind !== 'reaction' && !revoked;

export const countUnread = (state: PhoneState, personId: string): number =>
  chatOf(state, personId).reduce((count, message) => count + (isUnread(message) ? 1 : 0), 0);
