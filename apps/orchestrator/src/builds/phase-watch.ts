import { AppError } from '#libs/errors';
import type { Lease } from '#libs/work';
import type { Phase } from '../workflows/workflow.js';

/** Ends an attempt that takes too long, gives no sign of life, or has lost its lease. */
export class PhaseWatch {
  private readonly controller = new AbortController();
  private readonly beganAt = performance.now();
  private livedAt = this.beganAt;
  private timer?: NodeJS.Timeout;
  /** Rejects when the attempt must end, whether its runner listens or not. */
  readonly stopped: Promise<never>;

  constructor(
    private readonly lease: Lease,
    private readonly phase: Pick<Phase, 'timeoutMs' | 'silentMs'>,
  ) {
    this.stopped = new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason as Error), { once: true });
    });
    this.stopped.catch(() => undefined); // whoever waits for it hears of it
    if (lease.signal.aborted) this.giveUp();
    else lease.signal.addEventListener('abort', this.giveUp, { once: true });
    this.look();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** A sign of life. */
  beat(): void {
    this.livedAt = performance.now();
  }

  end(): void {
    clearTimeout(this.timer);
    this.lease.signal.removeEventListener('abort', this.giveUp);
  }

  private readonly giveUp = () => this.controller.abort(this.lease.signal.reason);

  /** One timer, set for whichever may come first. */
  private look(): void {
    const now = performance.now();
    const { timeoutMs, silentMs } = this.phase;
    if (now >= this.beganAt + timeoutMs)
      return this.controller.abort(new AppError('DEADLINE_EXCEEDED', { message: `took longer than ${timeoutMs} ms` }));
    if (now >= this.livedAt + silentMs)
      return this.controller.abort(new AppError('PHASE_SILENT', { message: `silent for ${silentMs} ms` }));
    const waitMs = Math.min(this.beganAt + timeoutMs, this.livedAt + silentMs) - now;
    this.timer = setTimeout(() => this.look(), Math.ceil(waitMs)).unref();
  }
}
