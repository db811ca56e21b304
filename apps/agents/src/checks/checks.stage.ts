import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findExecutable } from '#libs/config';
import type { CheckLimits } from './check-limits.js';
import type { CheckProblem, CheckReport, SiteFile } from './check-report.js';
import { SiteChecker } from './site-checker.service.js';

const bakery = join(import.meta.dirname, 'fixtures/bakery');

/** The browser of this machine, if it has one. */
export const chromium =
  process.env['CHROMIUM_PATH'] ?? findExecutable(['chromium', 'chromium-browser', 'google-chrome']);

export const limits: CheckLimits = {
  siteBytes: 2_000_000,
  fileBytes: 500_000,
  files: 500,
  timeoutMs: 60_000,
  queue: 8,
  idleMs: 30_000,
};

/** A good site, with some files replaced, added, or (null) left out. */
export function siteOf(changes: Record<string, string | Buffer | null> = {}): SiteFile[] {
  const files = new Map(readdirSync(bakery).map((name) => [name, readFileSync(join(bakery, name))]));
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else files.set(path, Buffer.from(content));
  }
  return [...files].map(([path, content]) => ({ path, content }));
}

/** A page without fault, with this in its body. */
export const pageWith = (body: string, head = ''): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Page</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${head}
  </head>
  <body>
    <main>
      <h1>Page</h1>
      ${body}
    </main>
  </body>
</html>
`;

/** A page whose one script is this. */
export const running = (script: string): SiteFile[] => [
  { path: 'index.html', content: Buffer.from(pageWith('<script src="app.js"></script>')) },
  { path: 'app.js', content: Buffer.from(script) },
];

/** Checks with these limits, until `close`. */
export function createChecks(more: Partial<CheckLimits> = {}) {
  const checker = new SiteChecker({ ...limits, ...more });
  const check = (files: SiteFile[], screenshot = false, signal = AbortSignal.timeout(120_000)): Promise<CheckReport> =>
    checker.check(files, { signal, screenshot });
  return { checker, check, close: () => checker.onApplicationShutdown() };
}

export const shown = (problems: CheckProblem[]): string[] =>
  problems.map(({ check, severity, path, line, what }) => `${severity} ${check} ${path}:${line ?? ''} ${what}`);
