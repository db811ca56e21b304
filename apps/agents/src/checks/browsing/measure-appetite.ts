import type { Browser, CDPSession, Page } from 'playwright-core';
import type { CheckProblem } from '../check-report.ts';

const windowMs = 600;
/** Of one processor, while nobody touches the page. */
const mostOfCore = 0.8;

/** Whether a page that is loaded and left alone keeps the processor busy, as mining does whatever it is called. */
export async function measureAppetite(browser: Browser, page: Page): Promise<Omit<CheckProblem, 'path'> | undefined> {
  const [whole, own] = [await browser.newBrowserCDPSession(), await page.context().newCDPSession(page)];
  try {
    await own.send('Performance.enable');
    const before = { at: performance.now(), scripts: await scriptSeconds(own), all: await rendererSeconds(whole) };
    await new Promise((resolve) => setTimeout(resolve, windowMs));
    const scripts = (await scriptSeconds(own)) - before.scripts;
    const all = (await rendererSeconds(whole)) - before.all;
    const seconds = (performance.now() - before.at) / 1000;
    // Drawing counts as well where there is no graphics card: only what scripts take speaks against a page without workers.
    const share = (page.workers().length > 0 ? Math.max(all, scripts) : scripts) / seconds;
    if (share < mostOfCore) return undefined;
    const what = `Scripts of the page take ${Math.round(share * 100)} % of a processor while nobody touches it, as mining does.`;
    return { check: 'javascript', severity: 'high', what };
  } finally {
    await Promise.allSettled([whole.detach(), own.detach()]);
  }
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
}

async function rendererSeconds(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').reduce((total, { cpuTime }) => total + cpuTime, 0);
}
