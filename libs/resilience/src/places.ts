import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { AppError } from '#libs/errors';

export interface Places {
  /** @throws AppError OVERLOADED when too many wait already, or what `call` threw */
  execute<T>(call: () => Promise<T>): Promise<T>;
}

/** Bounds what is under way at once, and what waits for it. */
export function createPlaces(atOnce: number, waiting: number): Places {
  const policy = bulkhead(atOnce, waiting);
  return {
    async execute(call) {
      try {
        return await policy.execute(call);
      } catch (cause) {
        if (cause instanceof BulkheadRejectedError) throw new AppError('OVERLOADED', { cause });
        throw cause;
      }
    },
  };
}
