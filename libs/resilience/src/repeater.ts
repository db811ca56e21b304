import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { AppError } from '#libs/errors';
import type { Backoff } from './edge.js';
import { edgeOf } from './edge-of.js';
import type { EdgeName } from './edges.js';

export interface Repeater {
  /** @throws what the last attempt threw, or the first that is not worth repeating */
  execute<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export interface RepeaterOptions extends Partial<Backoff> {
  /** Asked besides what the error itself says. */
  mayRepeat?: () => boolean;
}

/** Repeats a call that is harmless to repeat as often as its edge says, where the reason of its failure may pass. */
export function createRepeater(edge: EdgeName, options: RepeaterOptions = {}): Repeater {
  const { attempts, backoff = { firstMs: 200, maxMs: 3_000 } } = edgeOf(edge);
  const { firstMs, maxMs, mayRepeat = () => true } = { ...backoff, ...options };
  const policy = retry(
    handleWhen((error) => error instanceof AppError && error.retryable && mayRepeat()),
    {
      maxAttempts: attempts - 1,
      backoff: new ExponentialBackoff({ initialDelay: firstMs, maxDelay: maxMs }),
    },
  );
  return { execute: (call, signal) => policy.execute(call, signal) };
}
