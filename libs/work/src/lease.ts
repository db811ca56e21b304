/** The right to work on one row, until it is lost or given back. */
export class Lease {
  private readonly lost = new AbortController();
  private latestProgress: unknown;
  private isNewProgress = false;

  /**
   * @param epoch guards every write of the holder: `WHERE id = $1 AND epoch = $2`
   * @param validUntil on the monotonic clock of this process, in milliseconds
   */
  constructor(
    readonly id: string,
    readonly epoch: string,
    readonly attempt: number,
    private validUntil: number,
  ) {}

  /** Aborted as soon as the row belongs to someone else or this process must stop. */
  get signal(): AbortSignal {
    return this.lost.signal;
  }

  /** Whether an effect may begin now: by the local monotonic clock, with a second to spare. */
  get isHeld(): boolean {
    return !this.lost.signal.aborted && performance.now() < this.validUntil - 1_000;
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
