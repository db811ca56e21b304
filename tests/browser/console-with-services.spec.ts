import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { Stack } from '../environment/stack.ts';

const CHROMIUM = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const TOKEN = 'token-of-the-operators';
const inChromium = CHROMIUM ? describe : describe.skip;

inChromium('a person at the phone and an operator at the console, with the real services between them', () => {
  let stack: Stack;
  let browser: Browser;
  let phone: Page;
  let desk: Page;

  beforeAll(async () => {
    stack = await Stack.start({ replicas: { simulator: 1 }, env: { BURST_WINDOW_MS: '100', CONSOLE_TOKEN: TOKEN } });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
    phone = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'es-ES' });
    await phone.goto(stack.replica('simulator').url);
    desk = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await desk.goto(`${stack.replica('gateway').url}/console#token=${TOKEN}`);
    await desk.locator('[name=operator]').fill('Marta');
    await desk.locator('[type=submit]').click();
    await desk.locator('[data-testid=line][data-line=live]').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const write = async (text: string) => {
    await phone.getByTestId('composer-input').fill(text);
    await phone.getByTestId('send').click();
  };
  const received = (text: string) => phone.locator('[data-testid=message][data-direction=out]').getByText(text);

  it('shows the conversation by itself, what was decided, and the tick of the answer', async () => {
    expect(await desk.getByTestId('row').count()).toBe(0);
    await write('hola');
    await desk.getByTestId('row').waitFor();
    await desk.getByTestId('row').click();
    await desk.getByTestId('said').getByText('hola').waitFor();
    await desk.getByTestId('reply').first().waitFor();
    await desk.locator('[data-testid=tick][data-tick=delivered], [data-testid=tick][data-tick=read]').first().waitFor();
    await desk.getByTestId('turn-note').locator('summary').click();
    expect(await desk.getByTestId('turn-note').innerText()).toMatch(/Intent\n\S+/);
  });

  it('keeps the bot silent while the operator has it, and carries their words both ways', async () => {
    await desk.getByTestId('take-over').click();
    await desk.getByTestId('event').getByText('Marta took over').waitFor();
    const answered = await desk.getByTestId('reply').count();
    await write('¿me lees?');
    await desk.getByTestId('said').getByText('¿me lees?').waitFor();
    await desk.locator('#answer').fill('Te leo, soy Marta.');
    await desk.keyboard.press('Enter');
    await received('Te leo, soy Marta.').waitFor();
    await desk.getByTestId('answered').locator('[data-tick=delivered], [data-tick=read]').waitFor();
    expect(await desk.getByTestId('reply').count()).toBe(answered);
  });

  it('lets the bot answer again after it was handed back', async () => {
    const answered = await desk.getByTestId('reply').count();
    await desk.getByTestId('hand-back').click();
    await desk.locator('[name=note]').fill('All is said');
    await desk.getByRole('dialog').getByRole('button', { name: 'Hand back' }).click();
    await desk.getByTestId('event').getByText('All is said').waitFor();
    await write('¿qué puedes hacer?');
    await desk.getByTestId('reply').nth(answered).waitFor();
  });
});
