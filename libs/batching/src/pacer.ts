/** Decides when the next batch starts: at once when it is quiet, else `gapMs` after the last one and when there is room. */
export class Pacer {
  private readonly waiting: (() => void)[] = [];
  private inFlight = 0;
  private startedAt = -Infinity;
  private isTimerSet = false;

  constructor(
    private readonly gapMs: number,
    private readonly maxInFlight: number,
  ) {}

  /** Calls `flush` once, when it may start. */
  schedule(flush: () => void): void {
    this.waiting.push(flush);
    this.plan();
  }

  /** Counts `batch` as under way until it settles. */
  async track<T>(batch: Promise<T>): Promise<T> {
    this.inFlight += 1;
    try {
      return await batch;
    } finally {
      this.inFlight -= 1;
      this.plan();
    }
  }

  private plan(): void {
    if (this.isTimerSet || this.waiting.length === 0 || this.inFlight >= this.maxInFlight) return;
    this.isTimerSet = true;
    const waitMs = this.startedAt + this.gapMs - performance.now();
    if (waitMs > 0.5) setTimeout(() => this.start(), waitMs);
    else setImmediate(() => this.start()); // items of the same tick still join
  }

  private start(): void {
    this.isTimerSet = false;
    if (this.inFlight >= this.maxInFlight) return;
    this.startedAt = performance.now();
    this.waiting.shift()?.();
    this.plan();
  }
}
