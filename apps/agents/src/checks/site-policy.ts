/**
 * What a published site may load and do; it is opened under the same policy when it is checked. Scripts and styles stand in
 * files: a script that somebody smuggled into a text does not run. Kept equal to what the gateway sends with sites.
 */
export const SITE_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');

/** Where a site stands while it is checked: in a folder of an origin, as it is published. The origin is never asked. */
export const SITE_BASE = 'https://site.invalid/sites/preview/';

export const addressOf = (path: string): string =>
  new URL(path.split('/').map(encodeURIComponent).join('/'), SITE_BASE).href;

/** Path in the site of an address below its base, `index.html` for a folder; nothing for an address elsewhere. */
export function pathOf(address: URL): string | undefined {
  const base = new URL(SITE_BASE);
  if (address.origin !== base.origin || !address.pathname.startsWith(base.pathname)) return undefined;
  const path = decode(address.pathname.slice(base.pathname.length));
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a lone % names no file of a site
  }
}
