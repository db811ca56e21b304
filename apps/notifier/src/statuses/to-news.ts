import type { SendEvent } from '../protocol/transition.js';
import { eventOf, type StatusItem } from './to-status-item.js';

/** All that a batch of statuses says about one message. */
export interface News {
  outboxId: string;
  wamid: string;
  event: SendEvent;
  errorCode: number | null;
  /** One bit for each attempt that a status names. */
  attempts: string;
}

/**
 * From weak to strong: what the strongest of several statuses makes of a message is what all of them make of it, in whatever
 * order they come.
 */
export const statusEvents = [
  'status_sent',
  'status_failed',
  'status_delivered',
  'status_read',
] as const satisfies SendEvent[];
const strength = (event: SendEvent): number => (statusEvents as readonly SendEvent[]).indexOf(event);

/** Attempts beyond this share a bit. */
const LAST_BIT = 62;

/** One piece of news for each message that a status of the batch names. */
export function toNews(items: readonly StatusItem[]): News[] {
  const news = new Map<string, News>();
  for (const { outboxId, wamid, status, errorCode, attempt } of items) {
    const event = eventOf(status);
    if (!outboxId || !event) continue;
    const known = news.get(outboxId);
    const isStronger = !known || strength(event) > strength(known.event);
    news.set(outboxId, {
      ...(isStronger ? { outboxId, wamid, event, errorCode } : known),
      attempts: `${BigInt(known?.attempts ?? 0) | bitOf(attempt)}`,
    });
  }
  return [...news.values()];
}

const bitOf = (attempt: number | null): bigint => (attempt === null ? 0n : 1n << BigInt(Math.min(attempt, LAST_BIT)));
