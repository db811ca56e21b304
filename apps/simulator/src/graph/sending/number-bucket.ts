/** Messages a second of one business number, up to a second's worth at once. A rate of 0 sets no limit. */
export class NumberBucket {
  private tokens = 0;
  private filledAt = 0;

  take(ratePerSecond: number, now: number): boolean {
    if (ratePerSecond === 0) return true;
    this.tokens = Math.min(ratePerSecond, this.tokens + ((now - this.filledAt) / 1000) * ratePerSecond);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
