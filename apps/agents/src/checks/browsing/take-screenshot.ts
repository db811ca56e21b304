import type { Page } from 'playwright-core';
import type { Screenshot } from '../check-report.ts';

const mostBytes = 1_000_000;

type Format = Parameters<Page['screenshot']>[0];

/** From the sharpest to the smallest: PNG at twice the pixels, PNG, JPEG. */
const FORMATS: Format[] = [
  { type: 'png', scale: 'device' },
  { type: 'png', scale: 'css' },
  { type: 'jpeg', scale: 'css', quality: 75 },
  { type: 'jpeg', scale: 'css', quality: 40 },
];

/** What a person sees first on a phone, of at most 1 MB; animations stand at their end. */
export async function takeScreenshot(page: Page, timeoutMs: number): Promise<Screenshot | undefined> {
  const viewport = page.viewportSize();
  for (const format of FORMATS) {
    const data = await page.screenshot({ ...format, animations: 'disabled', caret: 'hide', timeout: timeoutMs });
    if (data.length > mostBytes || !viewport) continue;
    const pixels = format?.scale === 'device' ? SCALE : 1;
    return {
      mimeType: format?.type === 'png' ? 'image/png' : 'image/jpeg',
      data,
      width: viewport.width * pixels,
      height: viewport.height * pixels,
    };
  }
  return undefined;
}

/** Pixels of the phone's screen for one of the page. */
export const SCALE = 2;
