const INTERVAL_MS = 6_000;
const BURST = 45;

/** How far one pair of business and person has used its rate; the empty pair owes nothing. */
export interface PairBucket {
  /** Until then the pair pays back what it borrowed, 6 s for each message. */
  owesUntil: number;
}

export const emptyBucket = (): PairBucket => ({ owesUntil: 0 });

/**
 * One message per 6 s to one person, of which 45 may be borrowed from the future. Changes the bucket if the message may
 * go. The platform's text can also be read as demanding silence after any burst until all is paid back; that reading
 * would refuse a lively dialogue, which the platform does not.
 */
export function takeFromPair(bucket: PairBucket, now: number): boolean {
  const owedMs = Math.max(0, bucket.owesUntil - now);
  if (owedMs > (BURST - 1) * INTERVAL_MS) return false;
  bucket.owesUntil = now + owedMs + INTERVAL_MS;
  return true;
}
