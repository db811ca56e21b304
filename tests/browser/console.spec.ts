import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { circuits, type CircuitState } from '#libs/resilience';
import { until } from '#libs/testing';
import { GatewayUnderTest, openGatewayDatabase } from '../contract/gateway/gateway-under-test.js';
import { setScene } from './console-scene.js';
import { StubConversations } from './stub-conversations.js';

const CHROMIUM = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const TOKEN = 'token-of-the-operators';
/** Keeps pictures of what the specs see, for people. */
const SCREENSHOTS = process.env['SCREENSHOTS'];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const inChromium = CHROMIUM ? describe : describe.skip;

inChromium('the console of the operators, in a browser', () => {
  const stub = new StubConversations();
  let database: Awaited<ReturnType<typeof openGatewayDatabase>>;
  let gateway: GatewayUnderTest;
  let browser: Browser;
  const complaints: string[] = [];
  const pages: Page[] = [];
  let session: BrowserContextOptions['storageState'];

  beforeAll(async () => {
    database = await openGatewayDatabase();
    gateway = await GatewayUnderTest.start({
      ...(await stub.start()),
      DATABASE_URL: database.url,
      CONSOLE_TOKEN: TOKEN,
    });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  });
  beforeEach(() => {
    stub.reset();
    setScene(stub);
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await stub.stop();
    await database?.close();
  });

  const openPage = async (options: BrowserContextOptions = {}, path = '/console'): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    pages.push(page);
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (line) => {
      const isRefusal = /status of (401|409|503)/.test(line.text()); // asked for by the specs
      if (line.type() === 'error' && !isRefusal) complaints.push(line.text());
    });
    await page.goto(`${gateway.url}${path}`);
    return page;
  };
  /** Through the page the first time, which is enough: attempts are limited. */
  const signIn = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await openPage({ ...options, storageState: session }, `/console#token=${TOKEN}`);
    if (!session) {
      await page.locator('[name=operator]').fill('Marta');
      await page.locator('[type=submit]').click();
    }
    await row(page, 'shop').waitFor();
    session ??= { cookies: await page.context().cookies(), origins: [] };
    return page;
  };
  const row = (page: Page, id: string) => page.locator(`[data-testid=row][data-id=${id}]`);
  const open = async (page: Page, id: string) => {
    await row(page, id).click();
    await page.getByTestId('conversation').waitFor();
  };
  const shot = async (page: Page, name: string) => {
    if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `console-${name}.png`) });
  };
  /** What axe says against WCAG 2.2 AA, contrast included. */
  const violations = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const result = await checker.run({ runOnly: { type: 'tag', values: tags } });
      return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    });
  };

  it('lets nobody in with a wrong token, and says so', async () => {
    const page = await openPage();
    await shot(page, 'sign-in');
    await page.locator('[name=operator]').fill('Marta');
    await page.locator('[name=token]').fill('something else');
    await page.locator('[type=submit]').click();
    await page.getByText('not the right one').waitFor();
    expect(await page.getByTestId('row').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  it('takes the token from the address of the first start, and out of it at once', async () => {
    const page = await openPage({}, `/console#token=${TOKEN}`);
    expect(await page.locator('[name=token]').inputValue()).toBe(TOKEN);
    expect(page.url()).not.toContain(TOKEN);
  });

  it('shows conversations as they come, with owner, window and what is unread', async () => {
    const page = await signIn();
    await page.locator('[data-testid=line][data-line=live]').waitFor();
    expect(await row(page, 'new').count()).toBe(0);
    await until(() => stub.watcherCount > 0);
    stub.show({ id: 'new', contactName: 'Noa Vidal' });
    stub.write('new', '¿Hay alguien ahí?');
    await row(page, 'new').getByText('¿Hay alguien ahí?').waitFor();
    expect(await row(page, 'new').getByTestId('unread').innerText()).toContain('1');
    expect(await page.getByTestId('row').first().getAttribute('data-id')).toBe('new');
    expect(await row(page, 'waiting').getByTestId('owner').innerText()).toBe('Waits for a person');
    expect(await row(page, 'colleague').getByTestId('owner').innerText()).toBe('Tomás');
    expect(await row(page, 'quiet').innerText()).toContain('Closed');
    await shot(page, 'list');
  });

  it('filters and searches', async () => {
    const page = await signIn();
    await page.getByRole('button', { name: /Waiting/ }).click();
    await row(page, 'shop').waitFor({ state: 'detached' });
    expect(await page.getByTestId('row').count()).toBe(1);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('searchbox').fill('beatriz');
    await row(page, 'shop').waitFor({ state: 'detached' });
    await row(page, 'colleague').waitFor();
    await page.getByRole('searchbox').fill('nobody is called this');
    await page.getByText('Nothing found').waitFor();
  });

  it('shows what was said, every tick, why it failed, and why the bot answered so', async () => {
    const page = await signIn();
    await open(page, 'waiting');
    await page.getByTestId('delivery-problem').getByText('131026').waitFor();
    expect(await page.getByTestId('delivery-problem').innerText()).toContain('cannot receive it');
    expect(await page.locator('[data-testid=tick][data-tick=read]').count()).toBe(1);
    expect(await page.getByTestId('handoff').innerText()).toContain('Pedido 1042');
    expect(await page.getByText('Voice message').count()).toBe(1);
    const note = page.getByTestId('turn-note').nth(1);
    await note.locator('summary').click();
    expect(await note.innerText()).toMatch(/Support[^]*Model[^]*High[^]*open_ticket[^]*refund_order/);
    expect(await note.innerText()).toContain('$0.00141');
    await shot(page, 'transcript');
    stub.deliver('turn-waiting-13:0', 'read');
    await page.locator('[data-testid=tick][data-tick=read]').nth(1).waitFor();
  });

  it('shows what people call themselves and write as text, whatever markup it is', async () => {
    const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    stub.show({ id: 'evil', contactName: `"'>${evil}`, preview: evil });
    stub.write('evil', `${evil} javascript:alert(1) [x](javascript:alert(1)) \u202etxet\u202c`);
    const page = await signIn();
    await row(page, 'evil').getByText('onerror').first().waitFor();
    await open(page, 'evil');
    await page.getByTestId('conversation').getByText('[x](javascript:alert(1))').waitFor();
    expect(await page.title()).not.toContain('owned');
    expect(await page.locator('img[src=x], a[href^="javascript:"]').count()).toBe(0);
    await page.close();
  });

  it('takes over, answers and hands back with a note', async () => {
    const page = await signIn();
    await open(page, 'waiting');
    await page.getByTestId('take-over').click();
    await page.getByTestId('event').getByText('Marta took over').waitFor();
    await page.locator('#answer').fill('Hola Lucía, soy Marta. El reembolso sale hoy.');
    await page.keyboard.press('Enter');
    await page.getByTestId('answered').getByText('El reembolso sale hoy.').waitFor();
    await page.getByTestId('answered').locator('[data-tick=sent]').waitFor();
    await shot(page, 'answer');
    await page.getByTestId('hand-back').click();
    await page.locator('[name=note]').fill('Refund until Friday');
    await shot(page, 'hand-back');
    await page.getByRole('dialog').getByRole('button', { name: 'Hand back' }).click();
    await page.getByTestId('event').getByText('Refund until Friday').waitFor();
    expect(stub.calls.find(({ rpc }) => rpc === 'sendAsHuman')!.request).toMatchObject({ operator: 'Marta' });
    expect(stub.calls.filter(({ rpc }) => rpc === 'handBack')).toHaveLength(1);
  });

  it('keeps an answer that was refused, says why, and sends it with the same key when asked again', async () => {
    const page = await signIn();
    await open(page, 'shop');
    await page.getByTestId('take-over').click();
    stub.isRefusingAnswers = true;
    await page.locator('#answer').fill('hello');
    await page.keyboard.press('Enter');
    await page.getByTestId('unsent').getByText('somebody else has the conversation').waitFor();
    await shot(page, 'not-sent');
    stub.isRefusingAnswers = false;
    await page.getByTestId('unsent').getByRole('button', { name: 'Try again' }).click();
    await page.getByTestId('answered').getByText('hello').waitFor();
    expect(await page.getByTestId('unsent').count()).toBe(0);
    const keys = stub.calls.filter(({ rpc }) => rpc === 'sendAsHuman').map(({ request }) => request['idempotencyKey']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('says in a row of its own which peers do not answer, since when, and nothing while all do', async () => {
    const breaker: { state: CircuitState; since: Date } = { state: 'open', since: new Date(2026, 0, 1, 9, 41) };
    const page = await signIn();
    const strip = page.getByTestId('circuits');
    const isAsked = page.waitForResponse((response) => response.url().endsWith('/circuits'));
    await page.reload();
    await isAsked;
    await row(page, 'shop').waitFor();
    expect(await strip.count()).toBe(0);
    circuits.add('agents.model.messages', 'claude-sonnet-5-5', breaker);
    await page.reload();
    await strip.waitFor();
    expect(await strip.innerText()).toMatch(/No answer from claude-sonnet-5-5 since 0?9:41/);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 800 });
    const [above, below] = [await strip.boundingBox(), await page.locator('.list-head').boundingBox()];
    expect(below!.y).toBeGreaterThanOrEqual(above!.y + above!.height);
    breaker.state = 'closed';
  });

  it('lets nobody write where nothing may be sent', async () => {
    const page = await signIn();
    await open(page, 'stopped');
    await page.getByTestId('composer').getByText('wants no messages').waitFor();
    await open(page, 'quiet');
    await page.getByTestId('take-over').click();
    await page.getByTestId('composer').getByText('window is closed').waitFor();
    expect(await page.locator('#answer').count()).toBe(0);
  });

  it('replays a turn that was set aside', async () => {
    const page = await signIn();
    await open(page, 'broken');
    await page.getByTestId('set-aside').getByRole('button').click();
    await page.getByTestId('set-aside').getByText('It runs again').waitFor();
    expect(stub.calls.find(({ rpc }) => rpc === 'replayTurns')!.request).toEqual({ turnIds: ['turn-broken-48'] });
    await shot(page, 'set-aside');
  });

  it('erases a person only after the word was typed', async () => {
    const page = await signIn();
    await open(page, 'quiet');
    await page.getByTestId('erase').click();
    const button = page.getByRole('dialog').getByRole('button', { name: 'Erase for good' });
    expect(await button.isDisabled()).toBe(true);
    await page.locator('[name=confirm]').fill('erase');
    await shot(page, 'erase');
    await button.click();
    await row(page, 'quiet').waitFor({ state: 'detached' });
    expect(stub.calls.find(({ rpc }) => rpc === 'erase')!.request).toMatchObject({ requestedBy: 'Marta' });
  });

  it('is worked by the keyboard alone', async () => {
    const page = await signIn();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByTestId('conversation').waitFor();
    expect(await page.locator('.row[aria-current]').getAttribute('data-id')).toBe('shop');
    await page.keyboard.press('t');
    await page.locator('#answer:focus').waitFor();
    await page.keyboard.type('typed jkth/?');
    expect(await page.locator('#answer').inputValue()).toBe('typed jkth/?');
    await page.keyboard.press('Escape');
    await page.keyboard.press('h');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('a note');
    expect(await page.locator('[name=note]').inputValue()).toBe('a note');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Keyboard shortcuts').waitFor();
    await shot(page, 'help');
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    expect(await page.locator('#answer:focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByTestId('conversation').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    expect(await page.locator('#search:focus').count()).toBe(1);
  });

  it.each(['light', 'dark'] as const)('has nothing that axe complains about: %s', async (colorScheme) => {
    const page = await signIn({ colorScheme });
    expect(await violations(page)).toEqual([]);
    for (const id of ['waiting', 'broken', 'colleague', 'stopped']) {
      await open(page, id);
      await page.getByTestId('transcript').locator('article').first().waitFor();
      for (const note of await page.getByTestId('turn-note').locator('summary').all()) await note.click();
      expect(await violations(page)).toEqual([]);
    }
    await open(page, 'shop');
    await page.getByTestId('take-over').click();
    await page.locator('#answer').fill('hello');
    await page.keyboard.press('Enter');
    await page.getByTestId('answered').waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, colorScheme);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('fits on a screen of 400 px, one pane at a time', async () => {
    const page = await signIn({ viewport: { width: 400, height: 800 }, colorScheme: 'dark' });
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    expect(await width()).toBeLessThanOrEqual(400);
    await shot(page, 'narrow-list');
    await open(page, 'waiting');
    expect(await row(page, 'waiting').isVisible()).toBe(false);
    await page.getByTestId('take-over').click();
    await page.locator('#answer').fill('hola');
    await page.getByTestId('send').click();
    await page.getByTestId('answered').waitFor();
    expect(await width()).toBeLessThanOrEqual(400);
    await shot(page, 'narrow');
    await page.getByTestId('details-toggle').click();
    await page.getByTestId('details').waitFor();
    await shot(page, 'narrow-details');
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('details').getByRole('button', { name: 'Hide details' }).click();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await row(page, 'waiting').waitFor();
  });

  it('speaks the language of the browser, and the one that is chosen', async () => {
    const page = await signIn({ locale: 'es-MX' });
    await page.getByRole('heading', { name: 'Conversaciones' }).waitFor();
    await open(page, 'waiting');
    await shot(page, 'spanish');
    await page.getByRole('button', { name: /Ajustes/ }).click();
    await shot(page, 'menu');
    await page.getByLabel('Idioma').selectOption('pt');
    await page.getByRole('heading', { name: 'Conversas' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('pt');
  });

  it('says that it has lost the line, and catches up when it is back', async () => {
    const page = await signIn();
    await page.locator('[data-testid=line][data-line=live]').waitFor();
    await page.context().setOffline(true);
    stub.dropWatchers();
    await page.evaluate(`dispatchEvent(new Event('online'))`); // tries at once, and fails
    await page.locator('[data-testid=line][data-line=lost]').waitFor();
    await shot(page, 'offline');
    stub.write('shop', 'written meanwhile');
    await page.context().setOffline(false);
    await page.locator('[data-testid=line][data-line=live]').waitFor();
    await row(page, 'shop').getByText('written meanwhile').waitFor();
  });

  it('asks for the token again when the session has ended, and says why', async () => {
    const page = await signIn();
    await page.context().clearCookies();
    await row(page, 'shop').click();
    await page.getByText('Your session has ended').waitFor();
    expect(await page.getByTestId('row').count()).toBe(0);
    await shot(page, 'ended');
  });

  it('broke nothing in the page', () => {
    expect(complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});

if (!CHROMIUM)
  process.stderr.write("No Chromium here: the specs of the console are skipped. Debian's package is chromium.\n");
