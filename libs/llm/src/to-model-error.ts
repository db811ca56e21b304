import { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import { AppError, type Reason } from '#libs/errors';
import { spendResetOf } from './limits/spend-reset.js';
import { toReason } from './slots.js';
import { retryAfterMs } from './stop-hopeless-retries.js';

const byStatus: Partial<Record<number, Reason>> = {
  400: 'MODEL_MISCONFIGURED',
  401: 'MODEL_MISCONFIGURED',
  402: 'MODEL_SPEND_LIMIT',
  403: 'MODEL_MISCONFIGURED',
  404: 'MODEL_MISCONFIGURED',
  413: 'MODEL_MISCONFIGURED',
  422: 'MODEL_MISCONFIGURED',
  429: 'MODEL_OVERLOADED',
  529: 'MODEL_OVERLOADED',
};

/** Errors that come inside a stream have no status, only a type. */
const byType: Record<string, Reason> = {
  overloaded_error: 'MODEL_OVERLOADED',
  rate_limit_error: 'MODEL_OVERLOADED',
  billing_error: 'MODEL_SPEND_LIMIT',
  invalid_request_error: 'MODEL_MISCONFIGURED',
  authentication_error: 'MODEL_MISCONFIGURED',
  permission_error: 'MODEL_MISCONFIGURED',
  not_found_error: 'MODEL_MISCONFIGURED',
};

const spendLimits = new Set(['enforced_spend_limit_reached', 'contract_spend_limit_reached', 'organization_on_hold']);

/**
 * Whatever a call to the model threw, as one of our reasons. The words of the API go no further, not even into a log: they
 * can quote what a person wrote, and a key. Its request id finds them again.
 */
export function toModelError(thrown: unknown, signal?: AbortSignal): AppError {
  if (signal?.aborted) return toReason(signal); // first: an aborted stream ends without a word
  if (thrown instanceof AppError) return thrown;
  if (!isApiError(thrown)) {
    return new AppError('MODEL_UNAVAILABLE', { cause: thrown }); // no connection, a cut, a stream that makes no sense
  }
  const { status, type, errorCode, requestID, headers } = thrown;
  const waitMs = headers ? retryAfterMs(headers) : undefined;
  const reason = reasonOf(thrown, waitMs);
  const resumesAt = reason === 'MODEL_SPEND_LIMIT' ? spendResetOf(thrown)?.toISOString() : undefined;
  const metadata = Object.fromEntries(
    Object.entries({ status, type, code: errorCode, requestId: requestID, retryAfterMs: waitMs, resumesAt })
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, `${value}`]),
  );
  return new AppError(reason, { metadata });
}

const isApiError = (thrown: unknown): thrown is APIError =>
  thrown instanceof APIError && !(thrown instanceof APIConnectionError);

/** A limit that the account has set itself comes as an invalid request, and only its words tell it from one. */
const OWN_LIMIT = /specified API usage limits/i;

function reasonOf({ status, type, errorCode, message }: APIError, waitMs: number | undefined): Reason {
  if (errorCode && spendLimits.has(errorCode)) return 'MODEL_SPEND_LIMIT';
  if (status === 400 && OWN_LIMIT.test(message)) return 'MODEL_SPEND_LIMIT';
  if (status === 429 && waitMs === undefined) return 'MODEL_SPEND_LIMIT'; // until proven otherwise
  if (status !== undefined) return byStatus[status] ?? 'MODEL_UNAVAILABLE';
  return byType[type ?? ''] ?? 'MODEL_UNAVAILABLE';
}
