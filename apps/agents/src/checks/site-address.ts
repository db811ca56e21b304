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
