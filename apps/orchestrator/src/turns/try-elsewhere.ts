import { AppError, toAppError } from '#libs/errors';

/** With two replicas of a peer, one of which is well, seven of eight turns find that one. */
const TRIES = 3;

/**
 * Takes the wait out of a breaker that a turn meets for the first times. Each replica of a peer has breakers of its own and the
 * next try may reach another one; that costs the turn no attempt. From then on the turn waits for as long as it is told.
 * @param earlierTries of the same turn, whether they counted or not
 */
export function tryElsewhere(thrown: unknown, earlierTries: number): AppError {
  const error = toAppError(thrown);
  if (error.reason !== 'CIRCUIT_OPEN' || earlierTries >= TRIES) return error;
  return new AppError('CIRCUIT_OPEN', { metadata: { ...error.metadata, retryAfterMs: '0' }, cause: error });
}
