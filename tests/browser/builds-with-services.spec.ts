import type { Page } from 'playwright-core';
import { Stack } from '../environment/stack.ts';
import { CHROMIUM, ConsoleDesk } from './console-desk.js';

const TOKEN = 'token-of-the-operators';
const inChromium = CHROMIUM ? describe : describe.skip;
const LONG_MS = 60_000;

inChromium('a person who orders a site and an operator who watches it, with the real services between them', () => {
  let stack: Stack;
  let desk: ConsoleDesk;
  let page: Page;
  let phone: Page;

  beforeAll(async () => {
    stack = await Stack.start({ replicas: { simulator: 1 }, env: { BURST_WINDOW_MS: '100', CONSOLE_TOKEN: TOKEN } });
    const { url: simulator } = stack.replica('simulator');
    // A model that thinks for a while, so that there is something to watch
    await fetch(`${simulator}/anthropic/settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ latencyMs: 400 }),
    });
    desk = await ConsoleDesk.open(stack.replica('gateway').url, TOKEN);
    phone = await desk.newPage({ viewport: { width: 900, height: 800 } });
    await phone.goto(simulator);
    page = await desk.signIn({}, '#/b/');
  });
  afterAll(async () => {
    await desk?.close();
    await stack?.stop();
  });

  const state = (name: string) => page.locator('.build-head').getByTestId('build-state').getByText(name);

  it('shows the build by itself, its phases while they run, and its site when it is done', async () => {
    await page.getByText('No builds yet').waitFor();
    await phone.getByTestId('composer-input').fill('build me a landing page for a bakery called Sol');
    await phone.getByTestId('send').click();
    await page.getByTestId('build-row').click({ timeout: LONG_MS });
    await page.locator('.phase-node[data-state=running]').first().waitFor({ timeout: LONG_MS });
    await desk.shot(page, 'real-running');
    await state('Done').waitFor({ timeout: LONG_MS });
    expect(await page.locator('.phase-node[data-state=running], .phase-node[data-state=failed]').count()).toBe(0);
    await desk.shot(page, 'real-done');
    await page.getByRole('tab', { name: 'Site' }).click();
    await page.frameLocator('[data-testid=site]').getByText('Sol').first().waitFor();
    await desk.shot(page, 'real-site');
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByTestId('file').getByText('<!doctype html>', { exact: false }).first().waitFor();
  });

  it('changes it by a wish, with what is not touched used again, and takes it back', async () => {
    await page.locator('#refine').fill('make it darker');
    await page.keyboard.press('Enter');
    await page.getByTestId('revision').waitFor({ timeout: LONG_MS });
    await state('Done').waitFor({ timeout: LONG_MS });
    await page.getByTestId('saved').waitFor();
    await page.getByRole('tab', { name: 'Changes' }).click();
    const style = page.locator('.file-diff[data-path="styles.css"]');
    await style.waitFor();
    await desk.shot(page, 'real-changes');
    if ((await style.getAttribute('open')) === null) await style.locator('summary').click();
    await style.locator('tr[data-kind=added]').first().waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByTestId('events').getByText('Marta').first().waitFor();
    await page.getByTestId('restore-1').click();
    await page.getByTestId('confirm').click();
    await page.getByText('Restored revision 1').waitFor({ timeout: LONG_MS });
    await state('Done').waitFor({ timeout: LONG_MS });
    await desk.shot(page, 'real-history');
    await page.getByRole('tab', { name: 'Changes' }).click();
    await page.getByTestId('compare-from').selectOption('1');
    await page.getByText('Both revisions have the same files').waitFor();
  });

  it('breaks nothing in the pages', () => {
    expect(desk.complaints).toEqual([]);
  });
});
