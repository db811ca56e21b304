import { AppError } from '#libs/errors';

interface Waiting {
  enter: () => void;
  leave: (error: AppError) => void;
}

/** Bounds what is under way at once; what comes on top waits in order, and is refused when too much waits already. */
export class Slots {
  private readonly waiting = new Set<Waiting>();
  private taken = 0;

  constructor(
    private readonly limit: number,
    private readonly queueLimit: number,
  ) {}

  /** @throws AppError AGENT_BUSY when the queue is full, or the reason of the signal while waiting */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.taken < this.limit) this.taken += 1;
    else await this.wait(signal);
    try {
      return await work();
    } finally {
      const [next] = this.waiting;
      if (next)
        next.enter(); // takes over the slot
      else this.taken -= 1;
    }
  }

  get inUse(): number {
    return this.taken;
  }

  get queued(): number {
    return this.waiting.size;
  }

  private wait(signal: AbortSignal): Promise<void> {
    if (this.waiting.size >= this.queueLimit)
      throw new AppError('AGENT_BUSY', { metadata: { queue: `${this.queueLimit}` } });
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        this.waiting.delete(entry);
        signal.removeEventListener('abort', onAbort);
        then();
      };
      const entry: Waiting = { enter: () => settle(resolve), leave: (error) => settle(() => reject(error)) };
      const onAbort = () => entry.leave(toReason(signal));
      if (signal.aborted) return reject(toReason(signal));
      signal.addEventListener('abort', onAbort);
      this.waiting.add(entry);
    });
  }
}

/** Why a signal was aborted, as an error of ours. */
export const toReason = ({ reason }: AbortSignal): AppError =>
  reason instanceof AppError ? reason : new AppError('CANCELLED', { cause: reason });
