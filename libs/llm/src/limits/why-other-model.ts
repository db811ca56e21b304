import { AppError } from '#libs/errors';

/**
 * Why another model may answer what this one did not: `overloaded`, `missing` or `open`, its breaker. Undefined where
 * another model would fail as well, and for rate limits, which are to be kept and not gone round.
 */
export function whyOtherModel(error: unknown): 'overloaded' | 'missing' | 'open' | undefined {
  if (!(error instanceof AppError)) return undefined;
  const { reason, metadata } = error;
  const { status, type } = metadata;
  if (reason === 'CIRCUIT_OPEN') return 'open';
  if (reason === 'MODEL_OVERLOADED') return status === '529' || type === 'overloaded_error' ? 'overloaded' : undefined;
  return reason === 'MODEL_MISCONFIGURED' && status === '404' ? 'missing' : undefined;
}
