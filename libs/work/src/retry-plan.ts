import type { AppError } from '#libs/errors';

/** What becomes of a row whose work failed. */
export interface RetryPlan {
  /** Class of the error, as stored and counted. */
  errorClass: 'dependency' | 'configuration' | 'transient' | 'busy' | 'away' | 'unknown';
  /** Undefined when no attempt will help. */
  delayMs?: number;
  /** Whether this attempt is used up. */
  counts: boolean;
}

const classes: Partial<Record<AppError['reason'], RetryPlan['errorClass']>> = {
  AGENT_BUSY: 'busy',
  OVERLOADED: 'busy',
  CIRCUIT_OPEN: 'busy',
  CANCELLED: 'busy',
  PEER_UNREACHABLE: 'away',
  STATE_TOO_NEW: 'away',
  PEER_UNAVAILABLE: 'transient',
  STORE_UNAVAILABLE: 'transient',
  DEADLINE_EXCEEDED: 'transient',
  MODEL_EMPTY: 'transient',
  PHASE_SILENT: 'transient',
  MODEL_UNAVAILABLE: 'dependency',
  MODEL_OVERLOADED: 'dependency',
  MODEL_SPEND_LIMIT: 'configuration',
  MODEL_MISCONFIGURED: 'configuration',
  MODEL_REFUSED: 'configuration',
  BUDGET_SPENT: 'configuration',
  SITE_MISSING: 'configuration',
  UNKNOWN_AGENT: 'configuration',
  MISCONFIGURED: 'configuration',
};

const firstDelayMs = { busy: 250, away: 2_000, transient: 500, dependency: 2_000, unknown: 1_000 };
/** Being turned away, stopped, or without a peer is nobody's failure: it uses up no attempt, so the delay does not grow. */
const uncounted = new Set<RetryPlan['errorClass']>(['busy', 'away']);
const MAX_DELAY_MS = 5 * 60_000;

/**
 * Backoff by class of error: exponential with full jitter above half. An unknown error is tried once more, a
 * configuration error never. Whoever says when to come back (`retryAfterMs`) is not asked before.
 * @param attempt counted from 1, the one that failed
 */
export function planRetry(error: AppError, attempt: number, random = Math.random): RetryPlan {
  const errorClass = classes[error.reason] ?? 'unknown';
  if (errorClass === 'configuration' || (errorClass === 'unknown' && attempt >= 2)) return { errorClass, counts: true };
  const ceilingMs = Math.min(firstDelayMs[errorClass] * 4 ** (attempt - 1), MAX_DELAY_MS);
  const askedMs = Math.min(Number(error.metadata['retryAfterMs']) || 0, MAX_DELAY_MS);
  const delayMs = Math.max(ceilingMs * (0.5 + random() / 2), askedMs);
  return { errorClass, counts: !uncounted.has(errorClass), delayMs };
}
