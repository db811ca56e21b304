import type { IncomingHttpHeaders } from 'node:http';
import { type ApiProblem, badRequest } from './api-problem.js';

/** Any key will do, but there must be one, and the version must be named. */
export function checkHeaders(headers: IncomingHttpHeaders): ApiProblem | undefined {
  const bearer = headers.authorization?.startsWith('Bearer ') && headers.authorization.length > 'Bearer '.length;
  if (!bearer && !headers['x-api-key']) {
    return { status: 401, type: 'authentication_error', message: 'Authorization header is required' };
  }
  if (!headers['anthropic-version']) return badRequest('anthropic-version: header is required');
  return undefined;
}
