import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { AppError } from '#libs/errors';
import { bounds } from './bounds.js';
import { edgeOf } from './edge-of.js';
import type { EdgeName } from './edges.js';

export interface Places {
  /** @throws AppError OVERLOADED when too many wait already, or what `call` threw */
  execute<T>(call: () => Promise<T>): Promise<T>;
}

/**
 * Bounds what is under way at once, and what waits for it.
 * @param name what operators see in the metrics
 */
export function createPlaces(name: string, atOnce: number, waiting: number): Places {
  const policy = bulkhead(atOnce, waiting);
  const places: Places = {
    async execute(call) {
      try {
        return await policy.execute(call);
      } catch (cause) {
        if (cause instanceof BulkheadRejectedError) throw new AppError('OVERLOADED', { cause });
        throw cause;
      }
    },
  };
  bounds.show(places, {
    name,
    atOnce,
    mayWait: waiting,
    read: () => ({ underWay: atOnce - policy.executionSlots, waiting: waiting - policy.queueSlots }),
  });
  return places;
}

/** The places that the row of an edge gives. */
export function createPlacesOf(edge: EdgeName): Places {
  const { bulkhead: row } = edgeOf(edge);
  if ('bound' in row) throw new AppError('INTERNAL', { message: `${edge} is bounded by ${row.bound}` });
  return createPlaces(edge, row.atOnce, row.waiting);
}
