import { GraphError } from './graph-error.js';

/** Any bearer token will do, unless one is configured. */
export function checkToken(authorization: string | undefined, expected: string | undefined): GraphError | undefined {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (!token)
    return new GraphError(190, undefined, { message: 'An access token is required to request this resource.' });
  if (expected !== undefined && token !== expected) {
    return new GraphError(190, undefined, { message: 'Invalid OAuth access token - Cannot parse access token' });
  }
  return undefined;
}
