/** Where a site is; undefined for what is no address of a page. */
export function siteAddress(url: string): URL | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return address && ['http:', 'https:'].includes(address.protocol) ? address : undefined;
}

/**
 * What a framed site may do. It keeps its own origin, so that its storage works as it does for people; should it ever have
 * the console's, it gets none.
 */
export const sandboxFor = (site: URL, own: string): string =>
  site.origin === own ? 'allow-scripts allow-forms' : 'allow-scripts allow-forms allow-same-origin';
