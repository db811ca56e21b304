import type Anthropic from '@anthropic-ai/sdk';

type Middleware = NonNullable<NonNullable<ConstructorParameters<typeof Anthropic>[0]>['middleware']>[number];

/** Waits longer than this are not slept through with a slot in hand: the work row's own backoff waits without one. */
const longestWaitMs = 2_000;

/**
 * Spends the client's one retry only where it can help. A 429 that names no time to wait is a spend limit, which only the
 * calendar or an operator lifts; one that names a long time would hold a slot that others could use.
 */
export const stopHopelessRetries: Middleware = async (request, next) => {
  const response = await next(request);
  if (response.status !== 429 && response.status !== 529 && response.status !== 503) return response;
  const waitMs = retryAfterMs(response.headers);
  const isHopeless = waitMs === undefined ? response.status === 429 : waitMs > longestWaitMs;
  if (isHopeless) response.headers.set('x-should-retry', 'false');
  return response;
};

/** The time that an answer asks to wait. */
export function retryAfterMs(headers: Headers): number | undefined {
  const milliseconds = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (!Number.isNaN(milliseconds)) return milliseconds;
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const seconds = Number.parseFloat(value);
  const waitMs = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1_000;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
