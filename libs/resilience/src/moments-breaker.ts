import type { IBreaker } from 'cockatiel';

/**
 * Opens after so many failures in a row, of which those of one moment are one. A connection that drops fails everything that
 * is under way on it at once: that is one event, and says nothing about the replicas behind the other connections.
 */
export class MomentsBreaker implements IBreaker {
  /** Failures that counted since the last success, and when the last of them was. */
  state = { failures: 0, countedAt: -Infinity };

  /** @param momentMs 0 where every failure counts */
  constructor(
    private readonly failures: number,
    private readonly momentMs: number,
  ) {}

  success(): void {
    this.state = { failures: 0, countedAt: -Infinity };
  }

  failure(): boolean {
    const now = performance.now();
    const { failures, countedAt } = this.state;
    if (now - countedAt >= this.momentMs) this.state = { failures: failures + 1, countedAt: now };
    return this.state.failures >= this.failures;
  }
}
