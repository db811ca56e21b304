import type { Browser } from 'playwright-core';
import type { CheckProblem, SiteFile } from '../check-report.ts';
import { type Report, serveJobs } from '../serve-jobs.ts';
import { openBrowser, type Opened } from './open-browser.ts';
import { serveSite, type ServedSite } from './serve-site.ts';
import { SCALE } from './take-screenshot.ts';
import { visitPage } from './visit-page.ts';
import { within } from './within.ts';

interface Job {
  executablePath: string;
  site: ServedSite;
  screenshot: boolean;
}

/** The first page and those after it by name; a site of an agent rarely has more. */
const mostPages = 5;
const closeMs = 3_000;

let opened: Opened | undefined;

/** Opens the site's pages in a browser, as on a phone. Answers whether a browser is left that does not close. */
async function browseSite({ executablePath, site, screenshot }: Job, report: Report): Promise<boolean> {
  const pages = pagesOf(site.files);
  if (pages.length > mostPages) report({ notes: [`${pages.length - mostPages} pages were read but not opened.`] });
  report({ stage: { check: 'console', path: pages[0] ?? '' } });
  if (!opened?.browser.isConnected()) {
    try {
      opened = await openBrowser(executablePath);
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n')[0] : 'unknown';
      report({ notes: [`Chromium does not start, so no page was opened: ${why}`] });
      return false;
    }
  }
  if (!opened.isSandboxed)
    report({ notes: ['Chromium ran without a sandbox of its own: this machine or user allows none.'] });
  for (const path of pages.slice(0, mostPages)) {
    report({ stage: { check: 'console', path } });
    const isStuck = await visit(opened.browser, path, { site, screenshot: screenshot && path === pages[0] }, report);
    if (!isStuck) continue;
    report({ notes: [`No page after ${path} was opened.`] });
    const isClosed = await closeBrowser(opened.browser);
    opened = undefined;
    return !isClosed;
  }
  return false;
}

async function visit(
  browser: Browser,
  path: string,
  { site, screenshot }: Pick<Job, 'site' | 'screenshot'>,
  report: Report,
): Promise<boolean> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 800 },
    deviceScaleFactor: SCALE,
    isMobile: true,
    hasTouch: true,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    acceptDownloads: false,
  });
  const tell = (problem: Omit<CheckProblem, 'path'>) => report({ problems: [{ ...problem, path }] });
  await serveSite(context, site, tell);
  const { screenshot: taken, isStuck } = await visitPage({ browser, context, path, screenshot, report: tell });
  if (taken) report({ screenshot: taken });
  return (
    isStuck ||
    (await within(
      closeMs,
      context.close().then(() => true),
    )) === undefined
  );
}

/** A browser that does not close by itself is killed with this process. */
const closeBrowser = async (browser: Browser): Promise<boolean> =>
  (await within(
    closeMs,
    browser.close().then(() => true),
  )) ?? false;

const pagesOf = (files: SiteFile[]): string[] =>
  files
    .map(({ path }) => path)
    .filter((path) => /\.html?$/i.test(path))
    .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));

const rank = (path: string): number => (path === 'index.html' ? 0 : 1);

serveJobs(browseSite);
