import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleAll,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { AppError } from '#libs/errors';
import { type EdgeName, edges } from './edges.js';

export interface Breaker {
  /** @throws AppError PEER_UNAVAILABLE at once while the breaker is open, DEADLINE_EXCEEDED, or what `call` threw */
  execute<T>(call: () => Promise<T>): Promise<T>;
  readonly isOpen: boolean;
}

/**
 * Deadline of the edge inside a breaker that opens after five failures in a row. After two seconds it lets one call
 * through as a probe; while that one is under way the others still fail at once.
 */
export function createBreaker(edge: EdgeName): Breaker {
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 2_000, breaker: new ConsecutiveBreaker(5) });
  const policy = wrap(breaker, timeout(edges[edge].deadlineMs, TimeoutStrategy.Aggressive));
  return {
    async execute(call) {
      if (breaker.state === CircuitState.HalfOpen) throw new AppError('PEER_UNAVAILABLE');
      try {
        return await policy.execute(call);
      } catch (cause) {
        if (cause instanceof BrokenCircuitError) throw new AppError('PEER_UNAVAILABLE', { cause });
        if (cause instanceof TaskCancelledError) throw new AppError('DEADLINE_EXCEEDED', { cause });
        throw cause;
      }
    },
    get isOpen() {
      return breaker.state === CircuitState.Open;
    },
  };
}
