import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { call } from '../environment/phone.ts';
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

  /** A turn that no attempt will help, until the model is well again. */
  const fail = async (text: string) => {
    const fault = { kind: '400', when: 'always', match: { text } };
    await call('POST', `${stack.replica('simulator').url}/anthropic/faults`, fault);
    await write(text);
    await desk.getByTestId('set-aside').waitFor();
    await call('DELETE', `${stack.replica('simulator').url}/anthropic/faults`, {});
  };

  it('shows a turn that was set aside, and answers it when the operator replays it', async () => {
    await fail('¿de dónde viene su harina?');
    await received('no puedo darte una respuesta').first().waitFor(); // the person knows
    const answered = await phone.locator('[data-testid=message][data-direction=out]').count();
    await desk.getByTestId('set-aside').getByRole('button').click();
    await desk.getByTestId('set-aside').waitFor({ state: 'detached' });
    await phone.locator('[data-testid=message][data-direction=out]').nth(answered).waitFor();
    expect(await desk.getByTestId('turn-note').last().locator('summary').count()).toBe(1);
    expect(await stack.sql('orchestrator', "SELECT 1 FROM turns WHERE stage = 'set_aside'")).toEqual([]);
  });

  it('shows that an answer came after the 24 hours and was kept', async () => {
    await fail('¿qué tartas son las más pedidas?');
    const answered = await phone.locator('[data-testid=message][data-direction=out]').count();
    await stack.sql('orchestrator', "UPDATE conversations SET last_inbound_at = now() - interval '25 hours'");
    await desk.getByTestId('set-aside').getByRole('button').click();
    const problem = desk.getByTestId('delivery-problem').and(desk.locator('[data-tick=parked]')).first();
    await problem.waitFor();
    expect(await problem.innerText()).toMatch(/^Held back: .*window/);
    expect(await phone.locator('[data-testid=message][data-direction=out]').count()).toBe(answered);
    await desk.getByTestId('take-over').click();
    await desk.getByTestId('composer').getByText('window is closed').waitFor();
  });

  it('erases a person everywhere, and meets them anew', async () => {
    const holding = () => stack.sql('orchestrator', "SELECT 1 FROM inbox WHERE content::text LIKE '%harina%'");
    expect(await holding()).not.toEqual([]);
    const id = await desk.getByTestId('row').getAttribute('data-id');
    await desk.getByTestId('erase').click();
    await desk.locator('[name=confirm]').fill('erase');
    await desk.getByRole('dialog').getByRole('button', { name: 'Erase for good' }).click();
    await desk.getByTestId('row').waitFor({ state: 'detached' });
    expect(await holding()).toEqual([]);
    for (const [service, text] of [
      ['orchestrator', 'SELECT 1 FROM turns'],
      ['orchestrator', "SELECT 1 FROM conversations WHERE wa_id IS NOT NULL OR name IS NOT NULL OR preview <> ''"],
      ['notifier', "SELECT 1 FROM outbox WHERE payload <> '{}'"],
    ] as const)
      expect([text, await stack.sql(service, text)]).toEqual([text, []]);

    await write('hola otra vez');
    await desk.getByTestId('row').waitFor();
    expect(await desk.getByTestId('row').getAttribute('data-id')).not.toBe(id);
    await desk.getByTestId('row').click();
    await desk.getByTestId('reply').first().waitFor();
    expect(await desk.getByTestId('transcript').innerText()).not.toMatch(/harina|tartas|Marta/);
    expect(stack.brokenLines()).toEqual([]);
  });
});
