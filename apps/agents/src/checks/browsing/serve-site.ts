import type { BrowserContext, Route } from 'playwright-core';
import type { CheckProblem, SiteFile } from '../check-report.ts';
import { pathOf } from '../site-address.ts';

/** A site as visitors get it: how its files are named and what its pages may do is for its publisher to say. */
export interface ServedSite {
  files: (SiteFile & { type: string })[];
  policy: string;
}

/** Answers every request of the context from the site's files. What asks for anything else is stopped and reported. */
export async function serveSite(
  context: BrowserContext,
  { files, policy }: ServedSite,
  report: (problem: Omit<CheckProblem, 'path'>) => void,
): Promise<void> {
  const served = new Map(files.map((file) => [file.path, file]));
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
    const file = path === undefined ? undefined : served.get(path);
    if (file) {
      const headers = {
        'content-type': file.type,
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
      };
      return route.fulfill({ status: 200, headers, body: Buffer.from(file.content) });
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
