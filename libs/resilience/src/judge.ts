import { AppError, type Reason } from '#libs/errors';

/**
 * What the end of a call says about its peer: it gave an answer, whichever; it failed; or nothing, because the caller
 * ended the call or it never began.
 */
export type Verdict = 'answered' | 'failed' | 'unknown';

/** Reasons that name the peer itself. What else a peer answers with shows that it is alive. */
const failures: ReadonlySet<Reason> = new Set([
  'PEER_UNAVAILABLE',
  'PEER_UNREACHABLE',
  'DEADLINE_EXCEEDED',
  'MODEL_UNAVAILABLE',
]);
/** A refused place, a call that somebody ended, a lease that is gone. */
const silences: ReadonlySet<Reason> = new Set(['CANCELLED', 'OVERLOADED', 'AGENT_BUSY', 'CIRCUIT_OPEN', 'LEASE_LOST']);

/** An error that is none of ours was thrown by the client of the peer: a connection, a protocol, a timeout. */
export function judgeError(error: unknown): Verdict {
  if (!(error instanceof AppError)) return 'failed';
  if (failures.has(error.reason)) return 'failed';
  return silences.has(error.reason) ? 'unknown' : 'answered';
}
