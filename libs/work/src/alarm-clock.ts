/** Rings at given moments; moments that lie within `grainMs` share one timer. */
export class AlarmClock {
  private readonly timers = new Map<number, NodeJS.Timeout>();

  constructor(
    private readonly ring: () => void,
    private readonly grainMs = 5,
  ) {}

  /** Rings once, `delayMs` from now or up to `grainMs` later. */
  set(delayMs: number): void {
    const slot = Math.ceil((performance.now() + delayMs) / this.grainMs);
    if (this.timers.has(slot)) return;
    const timer = setTimeout(
      () => {
        this.timers.delete(slot);
        this.ring();
      },
      slot * this.grainMs - performance.now(),
    );
    this.timers.set(slot, timer);
  }

  stop(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
  }
}
