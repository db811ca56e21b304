import type { Browser, BrowserContext } from 'playwright-core';
import type { CheckProblem, Screenshot } from '../check-report.ts';
import { addressOf } from '../site-address.ts';
import { findBarriers } from './find-barriers.ts';
import { measureAppetite } from './measure-appetite.ts';
import { measureLayout } from './measure-layout.ts';
import { takeScreenshot } from './take-screenshot.ts';
import { watchPage } from './watch-page.ts';
import { within } from './within.ts';

type Found = Omit<CheckProblem, 'path'>;

interface Visit {
  browser: Browser;
  context: BrowserContext;
  path: string;
  screenshot: boolean;
  report: (found: Found) => void;
}

export interface Visited {
  screenshot?: Screenshot;
  /** The page takes orders no more: only its browser's end ends it. */
  isStuck: boolean;
}

const loadMs = 8_000;
const stepMs = 5_000;
const quietMs = 500;
/** Above it, axe would take longer than everything else together. */
const mostForAxe = 10_000;

/** Opens one page as a phone does, and looks at it. Every step has an end of its own. */
export async function visitPage({ browser, context, path, screenshot, report }: Visit): Promise<Visited> {
  const page = await context.newPage();
  watchPage(page, report);
  const stuck = (step: string): Visited => {
    report({
      check: 'console',
      severity: 'high',
      what: `The page does not answer while ${step}: a script may run without end.`,
    });
    return { isStuck: true };
  };
  const opened = await within(
    loadMs,
    page.goto(addressOf(path), { waitUntil: 'load', timeout: 0 }).then(() => true),
  );
  if (!opened) return stuck('it is opened');
  await within(quietMs, page.waitForLoadState('networkidle'));
  const appetite = await within(
    stepMs,
    measureAppetite(browser, page).then((found) => ({ found })),
  );
  if (!appetite) return stuck('it is left alone');
  if (appetite.found) report(appetite.found);
  const layout = await within(stepMs, measureLayout(page));
  if (!layout) return stuck('it is measured');
  layout.problems.forEach(report);
  if (layout.elements <= mostForAxe) {
    const barriers = await within(2 * stepMs, findBarriers(page));
    if (!barriers) return stuck('its accessibility is examined');
    barriers.forEach(report);
  } else {
    report({ check: 'accessibility', severity: 'medium', what: 'The page has too many elements to examine them.' });
  }
  const taken = screenshot
    ? await within(
        2 * stepMs,
        takeScreenshot(page, stepMs).then((shot) => ({ shot })),
      )
    : { shot: undefined };
  if (!taken) return stuck('it is photographed');
  await within(stepMs, page.close());
  return { screenshot: taken.shot, isStuck: false };
}
