import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findExecutable } from '#libs/config';
import { buildSite } from './building.stage.js';

const executablePath = findExecutable(['chromium', 'chromium-browser', 'google-chrome']);
const withBrowser = executablePath ? describe : describe.skip;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const types: Record<string, string> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  json: 'application/json',
};

withBrowser('sites of the offline model in a browser', () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());
  afterEach(() => page.close());

  /** Opens the site for a request under the policy of published sites; whatever the browser complains of is kept. */
  async function open(request: string, language: string, width = 1_200): Promise<void> {
    const files = buildSite({ request, language });
    complaints = [];
    page = await browser.newPage({ viewport: { width, height: 800 } });
    page.on('console', (message) => /error|warning/.test(message.type()) && complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.route('**/*', (route) => {
      const path = new URL(route.request().url()).pathname.replace(/^\/site\//, '') || 'index.html';
      const body = files.get(path);
      if (body === undefined) return route.fulfill({ status: 404 });
      const headers = {
        'content-security-policy': "default-src 'self'; form-action 'self'",
        'content-type': types[path.split('.').pop()!]!,
      };
      return route.fulfill({ body, headers });
    });
    await page.goto('http://site.test/site/');
  }

  /** From the outside, as the page's own policy lets no other script in. */
  async function barriers(): Promise<string[]> {
    const session = await page.context().newCDPSession(page);
    const expression = `${axe};axe.run().then(({violations}) => JSON.stringify(violations.map(({id}) => id)))`;
    const { result } = await session.send('Runtime.evaluate', { expression, awaitPromise: true });
    return JSON.parse(String(result.value)) as string[];
  }

  const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');

  it.each([
    ['a landing page for a bakery called Sol with a contact form', 'en'],
    ['una app de tareas', 'es'],
    ['uma calculadora de preços', 'pt'],
    ['a calculator', 'en'],
    ['la carta de mi restaurante', 'es'],
    ['um portfólio de fotografia', 'pt'],
    ['a dark page about bees with questions', 'en'],
  ])('have no barrier, no complaint and no sideways scrolling on a phone: %s', async (request, language) => {
    await open(request, language, 320);
    expect([await barriers(), await overflow(), complaints]).toEqual([[], 0, []]);
  });

  it('would be found out if they had a barrier or something foreign', async () => {
    await open('a to-do app', 'en');
    await page.evaluate("document.documentElement.removeAttribute('lang')");
    await page.evaluate(
      "document.body.append(Object.assign(new Image(), { src: 'https://cdn.example/x.png', alt: '' }))",
    );
    expect(await barriers()).toEqual(['html-has-lang']);
    expect(complaints.join()).toMatch(/Content Security Policy/);
  });

  it('keep tasks over a reload, edit, tick, filter and delete them by keyboard', async () => {
    await open('a to-do app', 'en');
    const texts = () => page.locator('.task-text').allTextContents();
    await page.getByLabel('New task').fill('water the <b>plants</b>');
    await page.keyboard.press('Enter');
    await page.keyboard.type('call Ana');
    await page.keyboard.press('Enter');
    expect(await texts()).toEqual(['water the <b>plants</b>', 'call Ana']);
    expect(await page.locator('[role=status]').textContent()).toBe('Added: call Ana');
    await page.getByRole('checkbox', { name: 'call Ana' }).press('Space');
    await page.reload();
    expect(await page.getByRole('checkbox', { name: 'call Ana' }).isChecked()).toBe(true);
    expect(await page.locator('[data-tasks-left]').textContent()).toBe('1 task left');
    await page.getByRole('button', { name: 'Open', exact: true }).press('Enter');
    expect(await texts()).toEqual(['water the <b>plants</b>']);
    await page.getByRole('button', { name: /^Edit/ }).press('Enter');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('water them');
    await page.keyboard.press('Enter');
    expect(await texts()).toEqual(['water them']);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Delete: water them' }).press('Enter');
    expect([await texts(), complaints]).toEqual([['call Ana'], []]);
  });

  it('calculate prices while one types, and say what is no number', async () => {
    await open('a price calculator in dollars', 'en');
    await page.getByLabel('Quantity').fill('3');
    await page.getByLabel('Price of one').fill('19.9');
    await page.getByLabel('Discount').fill('10');
    await page.getByLabel('Tax').fill('21');
    expect(await page.locator('[data-result=total]').textContent()).toBe('$65.01');
    await page.getByLabel('Quantity').fill('-1');
    expect(await page.locator('[data-result=total]').textContent()).toBe('–');
    expect(await page.getByText('Please write a number').first().isVisible()).toBe(true);
  });

  it('calculate with keys and buttons', async () => {
    await open('a calculator', 'en');
    const screen = () => page.locator('[data-keypad-screen]').textContent();
    await page.keyboard.type('12.5*4');
    await page.keyboard.press('Enter');
    expect(await screen()).toBe('50');
    for (const name of ['÷', '0', '=']) await page.getByRole('button', { name, exact: true }).click();
    expect(await screen()).toBe('–');
    await page.keyboard.press('Escape');
    await page.keyboard.type('0.1+0.2=');
    expect(await screen()).toBe('0.3');
  });

  it('narrow a menu down to what one eats', async () => {
    await open('a menu for my pizzeria', 'en');
    await page.getByRole('button', { name: 'vegan', exact: true }).click();
    const shown = await page.locator('.dish:visible h4').allTextContents();
    expect(shown.join()).toContain('Bruschetta');
    expect(shown.join()).not.toContain('Margherita');
    expect(await page.getByRole('heading', { name: 'Desserts' }).isVisible()).toBe(false);
  });

  it('say which field of a form is missing, and keep the message when all are there', async () => {
    await open('a landing page for a bakery with a contact form', 'en');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.evaluate('document.activeElement.name')).toBe('name');
    await page.getByLabel('Name').fill('Ana');
    await page.getByLabel('E-mail').fill('ana@example.org');
    await page.getByLabel('Message').fill('Two loaves, please');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.locator('[data-form-status]').textContent()).toMatch(/stays on this device/);
    expect(await page.evaluate("localStorage.getItem('messages')")).toContain('Two loaves');
  });
});
