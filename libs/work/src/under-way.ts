/** What has begun and not ended; what comes while somebody waits for the end is waited for too. */
export class UnderWay {
  private readonly running = new Set<Promise<unknown>>();

  add(work: Promise<unknown>): void {
    this.running.add(work);
    const end = () => this.running.delete(work);
    work.then(end, end);
  }

  /** Never rejects. */
  async end(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }
}
