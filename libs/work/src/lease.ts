/** The right to work on one row, until it is lost or given back. */
export class Lease {
  private readonly lost = new AbortController();
  private latestProgress: unknown;
  private isNewProgress = false;

  /**
   * @param epoch guards every write of the holder: `WHERE id = $1 AND epoch = $2`
   * @param validUntil on the monotonic clock of this process, in milliseconds
   * @param marginMs effects begin only while the lease is valid for longer than this
   * @param claimedAt on the wall clock, read before the claim was sent
   */
  constructor(
    readonly id: string,
    readonly epoch: string,
    readonly attempt: number,
    private validUntil: number,
    private readonly marginMs = 1_000,
    private readonly claimedAt = Date.now(),
  ) {}

  /** Aborted as soon as the row belongs to someone else or this process must stop. */
  get signal(): AbortSignal {
    return this.lost.signal;
  }

  /** Whether an effect may begin now: by the local monotonic clock, with a margin to spare. */
  get isHeld(): boolean {
    return !this.lost.signal.aborted && performance.now() < this.validUntil - this.marginMs;
  }

  /** Time since the claim by the wall clock, which goes on while a suspended machine stops the monotonic one. */
  get claimedAgoMs(): number {
    return Date.now() - this.claimedAt;
  }

  /** Recorded with the next heartbeat. */
  report(progress: unknown): void {
    this.latestProgress = progress;
    this.isNewProgress = true;
  }

  /** JSON of what was reported since the last call, or null. */
  takeProgress(): string | null {
    if (!this.isNewProgress) return null;
    this.isNewProgress = false;
    return JSON.stringify(this.latestProgress);
  }

  extend(validUntil: number): void {
    this.validUntil = validUntil;
  }

  lose(reason: unknown): void {
    this.lost.abort(reason);
  }
}
