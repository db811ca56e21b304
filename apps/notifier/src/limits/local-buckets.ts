import type { BucketRule } from './bucket-rules.js';

const MAX_KEYS = 100_000;

/** Buckets of this process alone: what limits sends while Redis is away. */
export class LocalBuckets {
  /** For each key the time at which all places taken so far would be free again. */
  private readonly freeAt = new Map<string, number>();

  /** Takes the next place and returns how long it is until then. */
  take(key: string, { intervalMs, burst }: BucketRule, now = performance.now()): number {
    if (intervalMs === 0) return 0;
    const freeAt = Math.max(now, this.freeAt.get(key) ?? 0);
    this.freeAt.set(key, freeAt + intervalMs);
    if (this.freeAt.size > MAX_KEYS) this.forget(now);
    return Math.max(0, freeAt - (burst - 1) * intervalMs - now);
  }

  private forget(now: number): void {
    this.freeAt.forEach((freeAt, key) => freeAt <= now && this.freeAt.delete(key));
    if (this.freeAt.size > MAX_KEYS) this.freeAt.clear(); // rather a burst than all memory
  }
}
