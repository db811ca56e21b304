import DataLoader from 'dataloader';
import { AppError } from '#libs/errors';
import { bounds } from '#libs/resilience';
import { Pacer } from './pacer.js';

export interface BatcherOptions {
  /** What operators see of it in the metrics; without one it is not shown. */
  name?: string;
  /** Items of one batch at most. */
  maxSize?: number;
  /** Shortest time between the starts of two batches. The first item after a quiet moment never waits. */
  gapMs?: number;
  /** Batches under way at once; while all are, items gather for the next one. */
  maxInFlight?: number;
  /** Items waiting or under way; one more fails with OVERLOADED. */
  maxQueued?: number;
}

/**
 * Shares one call among items that come at about the same time. Under light load an item is passed on at once; under
 * heavy load batches grow by themselves, because they start at most every `gapMs` and wait for earlier ones.
 *
 * `run` answers in the order of its items; an Error in that list fails only its own item, a thrown one fails the batch.
 */
export class Batcher<Item, Result> {
  private readonly pacer: Pacer;
  private readonly loader: DataLoader<Item, Result>;
  private readonly maxQueued: number;
  private pending = 0;
  private idle: (() => void)[] = [];

  constructor(run: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>, options: BatcherOptions = {}) {
    const { name, maxSize = 200, gapMs = 5, maxInFlight = 4, maxQueued = 10_000 } = options;
    this.maxQueued = maxQueued;
    if (name)
      bounds.show(this, { name, atOnce: maxQueued, mayWait: 0, read: () => ({ underWay: this.pending, waiting: 0 }) });
    this.pacer = new Pacer(gapMs, maxInFlight);
    this.loader = new DataLoader<Item, Result>((items) => this.pacer.track(run(items)), {
      cache: false, // it would never forget
      maxBatchSize: maxSize,
      batchScheduleFn: (flush) => this.pacer.schedule(flush),
    });
  }

  /** @throws AppError OVERLOADED when the queue is full, else what `run` answered for this item */
  async load(item: Item): Promise<Result> {
    if (this.pending >= this.maxQueued) throw new AppError('OVERLOADED', { metadata: { queue: `${this.maxQueued}` } });
    this.pending += 1;
    try {
      return await this.loader.load(item);
    } finally {
      this.pending -= 1;
      if (this.pending === 0) this.idle.splice(0).forEach((resolve) => resolve());
    }
  }

  /** Items waiting or under way. */
  get size(): number {
    return this.pending;
  }

  /** Resolves when nothing is waiting or under way; call it after the last `load`, as often as you like. */
  drain(): Promise<void> {
    return this.pending === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }
}
