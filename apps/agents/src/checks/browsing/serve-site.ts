import type { BrowserContext, Route } from 'playwright-core';
import type { CheckProblem, SiteFile } from '../check-report.ts';
import { pathOf, SITE_POLICY } from '../site-policy.ts';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  htm: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
};

/** Answers every request of the context from the site's files. What asks for anything else is stopped and reported. */
export async function serveSite(
  context: BrowserContext,
  files: SiteFile[],
  report: (problem: Omit<CheckProblem, 'path'>) => void,
): Promise<void> {
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const foreign = (url: string, what: string) =>
    report({ check: 'foreign-origin', severity: 'high', what: `${what} was stopped: ${url.slice(0, 120)}` });
  await context.routeWebSocket(/.*/, (socket) => {
    foreign(socket.url(), 'A connection (WebSocket)');
    void socket.close();
  });
  await context.route('**/*', (route: Route) => {
    const request = route.request();
    const url = new URL(request.url());
    const path = pathOf(url);
    const content = path === undefined ? undefined : contents.get(path);
    if (content) {
      const type = TYPES[/\.(\w+)$/.exec(path!)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
      const headers = {
        'content-type': type,
        'content-security-policy': SITE_POLICY,
        'x-content-type-options': 'nosniff',
      };
      return route.fulfill({ status: 200, headers, body: Buffer.from(content) });
    }
    if (url.hostname.endsWith('site.invalid')) {
      report({
        check: 'links',
        severity: 'high',
        what: `The page asks for what is not there: ${path ?? url.pathname}`,
      });
      return route.fulfill({ status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' });
    }
    foreign(url.href, `A request (${request.resourceType()})`);
    return route.abort('blockedbyclient');
  });
}
