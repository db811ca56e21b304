import type { ChatMessage } from './phone-state.js';

export interface MessagePlace {
  /** A day label stands before it. */
  startsDay: boolean;
  /** First of several by the same sender: it gets the tail. */
  startsGroup: boolean;
}

/** Pauses longer than this begin a new group of bubbles. */
const GROUP_GAP_MS = 10 * 60_000;

/** Where a message stands after the one before it, in the time zone of this device. */
export function placeMessage(message: ChatMessage, previous: ChatMessage | undefined): MessagePlace {
  if (!previous) return { startsDay: true, startsGroup: true };
  const startsDay = dayOf(message.at) !== dayOf(previous.at);
  const gapMs = Date.parse(message.at) - Date.parse(previous.at);
  return { startsDay, startsGroup: startsDay || message.direction !== previous.direction || gapMs > GROUP_GAP_MS };
}

/** A number per calendar day, in this device's time zone; equal for equal days. */
export function dayOf(at: string | Date): number {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
}
