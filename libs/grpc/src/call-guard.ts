import { status } from '@grpc/grpc-js';
import { AppError } from '#libs/errors';
import {
  type Breaker,
  createBreaker,
  createPlacesOf,
  type EdgeName,
  edgeOf,
  judgeError,
  openThrough,
  type Places,
  type Verdict,
} from '#libs/resilience';
import { isAnswer } from './error-detail.js';

/** What the row of an edge puts between a client and its peer: places for calls, and a breaker. */
export class CallGuard {
  private readonly places?: Places;
  private readonly breaker?: Breaker;

  constructor(edge: EdgeName, peer: string) {
    const { breaker, bulkhead } = edgeOf(edge);
    if ('atOnce' in bulkhead) this.places = createPlacesOf(edge);
    if (breaker !== 'none') this.breaker = createBreaker(edge, { upstream: peer, judge: judgeCall });
  }

  /**
   * @param start makes the call and says when its first answer is there: what a stream does after that is not the breaker's
   * @throws AppError CIRCUIT_OPEN, OVERLOADED, or what the call failed with
   */
  run<T>(start: (opened: () => void) => Promise<T>): Promise<T> {
    return this.places ? this.places.execute(() => this.guarded(start)) : this.guarded(start);
  }

  private guarded<T>(start: (opened: () => void) => Promise<T>): Promise<T> {
    return this.breaker ? openThrough(this.breaker, start) : start(() => undefined);
  }
}

/** A peer that names its reason is there, whatever the reason is. */
function judgeCall(failure: unknown): Verdict {
  if (failure instanceof AppError) return judgeError(failure);
  if (isAnswer(failure)) return 'answered';
  const { code } = failure as { code?: number };
  if (code === status.CANCELLED) return 'unknown';
  return code === status.UNAVAILABLE || code === status.DEADLINE_EXCEEDED ? 'failed' : 'answered';
}
