import type { OutboundPart } from '#libs/contracts';
import type { DeliveryView } from './console-views.js';
import { toIso } from './to-conversation-view.js';

/** From the worst to the best: a message is as far as the part that is furthest behind. */
const states = [
  'failed',
  'unknown',
  'parked',
  'cancelled',
  'pending',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
];

/** What became of each message, by its idempotency key. */
export function toDeliveryViews(parts: readonly OutboundPart[]): Map<string, DeliveryView> {
  const views = new Map<string, DeliveryView>();
  for (const part of parts) {
    const known = views.get(part.idempotencyKey);
    if (known && rankOf(known.state) <= rankOf(part.state)) continue;
    const { state, error, errorCode, updatedAt } = part;
    views.set(part.idempotencyKey, { state, parts: part.parts, error, errorCode, updatedAt: toIso(updatedAt) });
  }
  return views;
}

const rankOf = (state: string): number => states.indexOf(state);
