const INTERVAL_MS = 6_000;
const BURST = 45;

/** How far one pair of business and person has used its rate; the empty pair owes nothing. */
export interface PairBucket {
  burstStartedAt: number;
  burstSize: number;
  /** Until then the pair pays back what it borrowed. */
  owesUntil: number;
}

export const emptyBucket = (): PairBucket => ({ burstStartedAt: 0, burstSize: 0, owesUntil: 0 });

/**
 * One message per 6 s to one person. Up to 45 may go out within 6 s, each borrowing 6 s of the future: 20 at once
 * mean two minutes of silence. Changes the bucket if the message may go.
 */
export function takeFromPair(bucket: PairBucket, now: number): boolean {
  if (now >= bucket.owesUntil) {
    bucket.burstStartedAt = now;
    bucket.burstSize = 1;
    bucket.owesUntil = now + INTERVAL_MS;
    return true;
  }
  if (now >= bucket.burstStartedAt + INTERVAL_MS || bucket.burstSize >= BURST) return false;
  bucket.burstSize += 1;
  bucket.owesUntil += INTERVAL_MS;
  return true;
}
