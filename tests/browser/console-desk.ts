import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

export const CHROMIUM = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Keeps pictures of what the specs see, for people. */
const SCREENSHOTS = process.env['SCREENSHOTS'];

export type Pages = BrowserContextOptions;

/** An operator's desk: a browser that is signed in to the console of a gateway. */
export class ConsoleDesk {
  /** Whatever the pages complained of: errors of scripts, refusals by the content security policy. */
  readonly complaints: string[] = [];
  private readonly pages: Page[] = [];
  private session: BrowserContextOptions['storageState'];

  private constructor(
    private readonly browser: Browser,
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async open(url: string, token: string): Promise<ConsoleDesk> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
    return new ConsoleDesk(browser, url, token);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  async closePages(): Promise<void> {
    await Promise.all(this.pages.splice(0).map((page) => page.context().close()));
  }

  /** Through the page the first time, which is enough: attempts are limited. */
  async signIn(options: Pages = {}, hash = ''): Promise<Page> {
    const page = await this.newPage({ storageState: this.session, ...options });
    await page.goto(`${this.url}/console#token=${this.token}`);
    if (!this.session) {
      await page.locator('[name=operator]').fill('Marta');
      await page.locator('[type=submit]').click();
    }
    await page.locator('.rail').waitFor();
    this.session ??= { cookies: await page.context().cookies(), origins: [] };
    if (hash) await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    return page;
  }

  async newPage(options: Pages = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    this.pages.push(page);
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (line) => {
      const isRefusal = /status of (400|401|404|409|429|503)|ERR_INTERNET_DISCONNECTED/.test(line.text()); // asked for by the specs
      if (line.type() === 'error' && !isRefusal) this.complaints.push(line.text());
    });
    return page;
  }

  async shot(page: Page, name: string): Promise<void> {
    if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  }

  /** What axe says against WCAG 2.2 AA, contrast included. */
  async violations(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const result = await checker.run({ runOnly: { type: 'tag', values: tags }, iframes: false });
      return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    });
  }
}
