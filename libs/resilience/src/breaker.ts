import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleAll,
  type IPolicy,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { AppError } from '#libs/errors';
import { type EdgeName, edges } from './edges.js';

export interface Breaker {
  /** @throws AppError PEER_UNAVAILABLE at once while the breaker is open, else what `call` threw */
  execute<T>(call: () => Promise<T>): Promise<T>;
  readonly isOpen: boolean;
}

/** Deadline of the edge inside a breaker that opens after five failures in a row and probes again every two seconds. */
export function createBreaker(edge: EdgeName): Breaker {
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 2_000, breaker: new ConsecutiveBreaker(5) });
  const policy: IPolicy = wrap(breaker, timeout(edges[edge].deadlineMs, TimeoutStrategy.Aggressive));
  return {
    async execute(call) {
      try {
        return await policy.execute(call);
      } catch (cause) {
        throw cause instanceof BrokenCircuitError ? new AppError('PEER_UNAVAILABLE', { cause }) : cause;
      }
    },
    get isOpen() {
      return breaker.state === CircuitState.Open || breaker.state === CircuitState.Isolated;
    },
  };
}
