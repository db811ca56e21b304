import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  handleWhen,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { AppError } from '#libs/errors';
import { type CircuitState as State, circuits, type Watched } from './circuits.js';
import { breakerOf, edgeOf } from './edge-of.js';
import type { EdgeName } from './edges.js';
import { judgeError, type Verdict } from './judge.js';
import { MomentsBreaker } from './moments-breaker.js';

export interface Breaker extends Watched {
  /**
   * @param judge what a result says about the peer, where a failure is no exception
   * @throws AppError CIRCUIT_OPEN at once while the breaker is open, DEADLINE_EXCEEDED, or what `call` threw
   */
  execute<T>(call: () => Promise<T>, judge?: (result: T) => Verdict): Promise<T>;
  /** Asks without a call. @throws AppError CIRCUIT_OPEN; not where a probe is due */
  check(): void;
  /** Milliseconds until a call is worth trying; 0 when it is now. */
  readonly waitMs: number;
  readonly isOpen: boolean;
}

export interface BreakerOptions {
  /** Name of the peer as operators see it: never a number, a name or an address of a person. */
  upstream: string;
  /** Ends calls at the deadline of their edge, where they do not end by themselves. */
  isTimed?: boolean;
  /** Another pause than that of the row. */
  halfOpenAfterMs?: number;
  /** What an error says about the peer. */
  judge?: (error: unknown) => Verdict;
}

/** While a probe is under way nobody knows; that is the time after which to ask again. */
const PROBE_MS = 1_000;

/** Takes an error out of the policy that says nothing bad about the peer. */
class Answered {
  constructor(readonly error: unknown) {}
}
/** Takes a result into the policy as a failure. */
class Failed<T> extends Error {
  constructor(readonly result: T) {
    super('the peer failed');
  }
}

/**
 * A breaker as the row of the edge says: so many failures in a row open it; after its pause it lets one call through as a
 * probe; while that one is under way the others still fail at once. An answer is no failure, whatever it says.
 */
export function createBreaker(edge: EdgeName, options: BreakerOptions): Breaker {
  const { deadlineMs } = edgeOf(edge);
  const row = breakerOf(edge);
  const { upstream, isTimed = false, halfOpenAfterMs = row.halfOpenAfterMs, judge: judgeThrown = judgeError } = options;
  const policy = circuitBreaker(
    // A probe that says nothing proves nothing
    handleWhen((error) => judgeThrown(error) === 'failed' || error instanceof Failed || isProbing()),
    { halfOpenAfter: halfOpenAfterMs, breaker: new MomentsBreaker(row.failures, row.momentMs ?? 0) },
  );
  const whole = isTimed ? wrap(policy, timeout(deadlineMs, TimeoutStrategy.Aggressive)) : policy;
  const isProbing = (): boolean => policy.state === CircuitState.HalfOpen;
  let since: Date | undefined;
  let openedAt = 0;
  policy.onBreak(() => {
    openedAt = Date.now();
    if (!since) circuits.noteOpening(edge, upstream);
    since ??= new Date(openedAt);
  });
  policy.onReset(() => (since = undefined));

  const openError = (cause?: unknown) =>
    new AppError('CIRCUIT_OPEN', { metadata: { edge, retryAfterMs: `${Math.max(breaker.waitMs, 1)}` }, cause });

  const breaker: Breaker = {
    async execute<T>(call: () => Promise<T>, judge?: (result: T) => Verdict): Promise<T> {
      if (isProbing()) throw openError();
      try {
        const result = await whole.execute(() => observe(call, judgeThrown, judge));
        if (result instanceof Answered) throw result.error;
        return result;
      } catch (cause) {
        if (cause instanceof Failed) return cause.result as T;
        if (cause instanceof BrokenCircuitError) throw openError(cause);
        if (cause instanceof TaskCancelledError) throw new AppError('DEADLINE_EXCEEDED', { cause });
        throw cause;
      }
    },
    check() {
      if (breaker.waitMs > 0) throw openError();
    },
    get waitMs() {
      if (policy.state === CircuitState.HalfOpen) return PROBE_MS;
      return policy.state === CircuitState.Open ? Math.max(0, openedAt + halfOpenAfterMs - Date.now()) : 0;
    },
    get isOpen() {
      return policy.state === CircuitState.Open;
    },
    get state() {
      return stateNames[policy.state];
    },
    get since() {
      return since;
    },
  };
  circuits.add(edge, upstream, breaker);
  return breaker;
}

const stateNames: Record<CircuitState, State> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
};

/** Says what came of a call in the words of the policy: what returns is well, what throws is judged by it. */
async function observe<T>(
  call: () => Promise<T>,
  judgeThrown: (error: unknown) => Verdict,
  judge?: (result: T) => Verdict,
): Promise<T | Answered> {
  let result: T;
  try {
    result = await call();
  } catch (error) {
    if (judgeThrown(error) === 'answered') return new Answered(error);
    throw error;
  }
  if (judge?.(result) === 'failed') throw new Failed(result);
  return result;
}
