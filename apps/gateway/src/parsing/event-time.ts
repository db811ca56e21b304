/** Meta sends an event again for up to 7 days, and keys of deduplication live longer than this. */
const MAX_AGE_MS = 8 * 24 * 3_600 * 1_000;

/** The time of an event as the rest of Parley may use it: never in the future. */
export const toEventTime = (seconds: number, receivedAtMs: number): Date =>
  new Date(Math.min(seconds * 1_000, receivedAtMs));

/** An event so old starts nothing: it can only be a replayed capture or a broken clock. */
export const isStale = (at: Date, receivedAtMs: number): boolean => receivedAtMs - at.getTime() > MAX_AGE_MS;
