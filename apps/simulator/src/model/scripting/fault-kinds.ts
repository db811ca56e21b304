import type { ApiProblem } from '../api/api-problem.js';

const problem = (
  status: number,
  type: string,
  message: string,
  code?: string,
  headers?: Record<string, string>,
): ApiProblem => ({
  status,
  type,
  message,
  ...(code && { details: { error_code: code } }),
  ...(headers && { headers }),
});
const retryAfter = { 'retry-after': '1' };

/** Faults that answer with an error instead of a message. `413` alone has a body that is not JSON. */
export const problemFaults = {
  '400': problem(400, 'invalid_request_error', 'The request was refused on demand.'),
  '401': problem(401, 'authentication_error', 'invalid bearer token'),
  '402': problem(402, 'billing_error', 'Your account has a billing problem.'),
  '403': problem(403, 'permission_error', 'Your key may not use this resource.'),
  '404': problem(404, 'not_found_error', 'model: not found'),
  '408': problem(408, 'timeout_error', 'Request timeout'),
  '409': problem(409, 'invalid_request_error', 'Conflict'),
  '413': problem(413, 'request_too_large', '<html><body><h1>413 Request Entity Too Large</h1></body></html>'),
  '429': problem(429, 'rate_limit_error', 'This request would exceed your rate limit.', undefined, retryAfter),
  ramp: problem(429, 'rate_limit_error', 'Your usage grows too fast.', 'ramp_limit_exceeded', retryAfter),
  spend: problem(429, 'rate_limit_error', 'You have reached your spend limit.', 'enforced_spend_limit_reached'),
  'contract-spend': problem(429, 'rate_limit_error', 'Contract limit reached.', 'contract_spend_limit_reached'),
  'own-spend': problem(400, 'invalid_request_error', 'You have reached your specified API usage limits.'),
  'on-hold': problem(400, 'invalid_request_error', 'Your organization is on hold.', 'organization_on_hold'),
  '500': problem(500, 'api_error', 'Internal server error'),
  '503': problem(503, 'api_error', 'Service unavailable'),
  '504': problem(504, 'timeout_error', 'Gateway timeout'),
  '529': problem(529, 'overloaded_error', 'Overloaded'),
} as const satisfies Record<string, ApiProblem>;

/** Faults of the connection. */
export const connectionFaults = [
  'hang',
  'reset',
  'headers-then-silence',
  'slow',
  'sse-error',
  'cut',
  'clean-end',
] as const;

/** Faults of the answer itself. */
export const answerFaults = [
  'empty',
  'thinking-only',
  'refusal',
  'max_tokens',
  'long',
  'broken-utf8',
  'invalid-tool-json',
  'unknown-stop-reason',
  'unknown-event',
  'unknown-block',
] as const;

export type ProblemFault = keyof typeof problemFaults;
export type FaultKind = ProblemFault | (typeof connectionFaults)[number] | (typeof answerFaults)[number];

export const faultKinds = [...Object.keys(problemFaults), ...connectionFaults, ...answerFaults] as FaultKind[];

export const isProblemFault = (kind: FaultKind): kind is ProblemFault => Object.hasOwn(problemFaults, kind);
