import { AppError } from '#libs/errors';
import { type Event, freeUsage } from './kept-answer.js';

export type Hear = (event: Event) => void;
export type Make = (signal: AbortSignal, emit: Hear) => Promise<void>;

/**
 * One run that several equal questions wait for. Whoever joins later hears first what was said so far. One who leaves
 * disturbs nobody; when the last one leaves, the run ends.
 */
export class SharedRun {
  private readonly past: Event[] = [];
  private readonly listeners = new Set<Hear>();
  private readonly controller = new AbortController();
  private readonly ended: Promise<void>;
  private isFirst = true;

  /** @param whenOver told once nobody may join any more */
  constructor(
    make: Make,
    private readonly whenOver: () => void,
  ) {
    this.ended = make(this.controller.signal, (event) => this.tell(event)).finally(whenOver);
    this.ended.catch(() => undefined); // told to those who wait
  }

  /** @throws what the run failed with, or the reason of the signal; the others go on */
  join(signal: AbortSignal, hear: Hear): Promise<void> {
    const listener = this.isFirst ? hear : withoutCosts(hear);
    this.isFirst = false;
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.listeners.delete(listener);
        signal.removeEventListener('abort', onAbort);
      };
      const onAbort = () => {
        leave();
        reject(reasonOf(signal));
        if (this.listeners.size > 0) return;
        this.whenOver();
        this.controller.abort(signal.reason);
      };
      this.past.forEach(listener);
      this.listeners.add(listener);
      this.ended.then(resolve, reject).finally(leave);
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
    });
  }

  private tell(event: Event): void {
    this.past.push(event);
    this.listeners.forEach((listener) => listener(event));
  }
}

const withoutCosts =
  (hear: Hear): Hear =>
  (event) =>
    hear(event.$case === 'usage' ? freeUsage : event);

const reasonOf = ({ reason }: AbortSignal): AppError =>
  reason instanceof AppError ? reason : new AppError('CANCELLED', { cause: reason });
