import { ApiError } from './api-error.js';

const ROOT = '/console/api';
const TIMEOUT_MS = 25_000;

/** One call to the gateway. @throws ApiError */
export async function ask<T>(method: string, path: string, body?: object, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(`${ROOT}${path}`, {
    method,
    headers: { 'x-parley-console': '1', ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'NO_CONNECTION');
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const said = (await response.json().catch(() => ({}))) as { reason?: string };
  throw new ApiError(response.status, said.reason ?? 'INTERNAL');
}
