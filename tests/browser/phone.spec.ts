import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { Stack } from '../environment/stack.ts';

const CHROMIUM = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const inChromium = CHROMIUM ? describe : describe.skip;

inChromium('the phone in the browser, with the real services behind it', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    stack = await Stack.start({
      replicas: { simulator: 1 },
      env: { BURST_WINDOW_MS: '100', WHATSAPP_MENU_LANGUAGE: 'es' },
    });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'es-ES' });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    await page.goto(stack.replica('simulator').url);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const write = async (text: string) => {
    await page.getByTestId('composer-input').fill(text);
    await page.getByTestId('send').click();
  };
  const messages = (direction: 'in' | 'out') => page.locator(`[data-testid=message][data-direction=${direction}]`);

  it('sends "hola", gets an answer in Spanish, and shows two blue ticks', async () => {
    await write('hola');
    await messages('out').first().waitFor();
    expect(await messages('out').first().innerText()).toMatch(/Hola/);
    await page.locator('[data-testid=message][data-direction=in][data-state=read]').first().waitFor();
    await page.locator('[data-testid=tick][data-tick=read]').first().waitFor();
    expect(await messages('out').count()).toBe(1);
  });

  it('says once that it is an offline demonstration', async () => {
    await write('¿qué puedes hacer?');
    await messages('out').nth(1).waitFor();
    const texts = await messages('out').allInnerTexts();
    expect(texts.filter((text) => /demostración/i.test(text))).toHaveLength(1);
  });

  it('answers a command at once', async () => {
    await write('/help');
    await page.getByText('/human').first().waitFor();
  });

  it('asks about a product, which the business is told of', async () => {
    const answered = await messages('out').count();
    await page.getByTestId('attach').click();
    await page.getByTestId('attach-product').click();
    await page.getByTestId('confirm-product').click();
    await messages('in').filter({ hasText: '¿Lo tenéis hoy?' }).getByText('PAN-01-500').waitFor();
    await messages('out').nth(answered).waitFor();
    const [asked] = await stack.sql<{ product: string }>(
      'orchestrator',
      "SELECT content->'context'->'referredProduct'->>'productId' AS product FROM inbox ORDER BY seq DESC LIMIT 1",
    );
    expect(asked!.product).toBe('PAN-01-500');
  });

  it('shows a list, lets a row be tapped once, and answers the choice', async () => {
    const answered = await messages('out').count();
    const { wa_id: to } = await personOnScreen();
    await fetch(`${stack.replica('simulator').url}/v25.0/100000000000001/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer token-of-the-api' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        to: `+${to}`,
        type: 'interactive',
        interactive: {
          type: 'list',
          body: { text: '¿Cuál?' },
          action: {
            button: 'Elegir',
            sections: [
              {
                title: 'Frutas',
                rows: [
                  { id: 'a', title: 'Manzana' },
                  { id: 'b', title: 'Pera' },
                ],
              },
            ],
          },
        },
      }),
    });
    await page.getByTestId('list-open').first().click();
    await page.getByTestId('list-sheet').getByText('Pera').click();
    await page.locator('[data-testid=message][data-direction=in][data-kind=list_reply]').waitFor();
    await messages('out')
      .nth(answered + 1)
      .waitFor(); // the list, and the answer to the choice
  });

  it('offers the menu that the business registered: first sentences, and commands after a slash', async () => {
    await page.getByTestId('person').nth(2).click();
    const texts = page.locator('[data-testid=message][data-direction=in]');
    await page.getByTestId('ice-breaker').nth(3).waitFor();
    expect(await page.getByTestId('ice-breaker').count()).toBe(4);
    await page.getByTestId('ice-breaker').filter({ hasText: 'horario' }).click();
    await texts.filter({ hasText: '¿Qué horario tenéis?' }).waitFor();
    await messages('out').first().waitFor();

    await page.getByTestId('composer-input').pressSequentially('/');
    const names = await page.getByTestId('command').locator('.command-name').allInnerTexts();
    expect(names).toEqual(['/help', '/human', '/status', '/cancel', '/stop', '/forget']);
    await page.getByTestId('composer-input').pressSequentially('st');
    expect(await page.getByTestId('command').count()).toBe(2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('command').count()).toBe(0);
    await page.getByTestId('composer-input').fill('/');
    const answered = await messages('out').count();
    await page.getByTestId('command').and(page.locator('[data-command=status]')).click();
    await texts.filter({ hasText: '/status' }).waitFor();
    await messages('out').nth(answered).waitFor();
    expect(await page.getByTestId('composer-input').inputValue()).toBe('');
  });

  /** The person whose phone is shown, as the simulator knows them. */
  const personOnScreen = async () => {
    const state = (await (await fetch(`${stack.replica('simulator').url}/phone/api/state`)).json()) as {
      people: { id: string; waId: string }[];
      chats: Record<string, unknown[]>;
    };
    const person = state.people.find(({ id }) => (state.chats[id]?.length ?? 0) > 0)!;
    return { wa_id: person.waId };
  };

  it('works on a narrow screen and in the dark', async () => {
    const phone = await browser.newPage({
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
      locale: 'en-GB',
    });
    await phone.goto(stack.replica('simulator').url);
    await phone.getByTestId('person').nth(1).click();
    await phone.getByTestId('composer-input').fill('hello');
    await phone.getByTestId('send').click();
    await phone.locator('[data-testid=message][data-direction=out]').first().waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await phone.close();
  });

  it('broke nothing in the page', () => expect(complaints).toEqual([]));
});

if (!CHROMIUM)
  process.stderr.write("No Chromium here: the specs of the phone are skipped. Debian's package is chromium.\n");
