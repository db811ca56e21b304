import type { AppError } from '#libs/errors';
import { judgeError, type Verdict } from '#libs/resilience';

/** An overloaded model has failed; one that is asked too often by us has not: that has a pause of its own. */
export function judgeModelError(error: unknown): Verdict {
  const { reason, metadata } = error as Partial<AppError>;
  if (reason !== 'MODEL_OVERLOADED') return judgeError(error);
  const isOurs = metadata?.['status'] === '429' || metadata?.['type'] === 'rate_limit_error';
  return isOurs ? 'unknown' : 'failed';
}
