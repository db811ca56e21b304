import type { IncomingHttpHeaders } from 'node:http';

/** A header that no form can send and that a foreign script may send only where we allow it, which is nowhere. */
export const OWN_HEADER = 'x-parley-console';

/** Whether a request that changes something comes from our page: besides the cookie, which is SameSite=Strict. */
export function isOwnPage(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return headers[OWN_HEADER] === '1' && (site === undefined || site === 'same-origin');
}
