import { createChecks, pageWith, running, shown, siteOf } from './checks.stage.js';
import { SiteChecker } from './site-checker.service.js';

describe(`${SiteChecker.name} without a browser`, () => {
  const { check, close } = createChecks();
  afterAll(close);

  it('passes a good site and says what it could not check', async () => {
    const report = await check(siteOf(), true);
    expect(shown(report.problems)).toEqual([]);
    expect(report).toMatchObject({ passed: true, totals: { files: 7 } });
    expect(report.notes).toEqual([expect.stringMatching(/no Chromium/)]);
    expect(report.screenshot).toBeUndefined();
  });

  it.each<[string, Record<string, string | null>, RegExp]>([
    [
      'an element that is never closed',
      { 'menu.html': pageWith('<div><span>Open</div>') },
      /^medium html menu.html:\d+ .*close-order/,
    ],
    [
      'an id that is there twice',
      { 'menu.html': pageWith('<p id="bread">1</p><p id="bread">2</p>') },
      /^medium html .*no-dup-id/,
    ],
    [
      'a page without doctype',
      { 'menu.html': '<html lang="en"><title>x</title><p id="bread">x</p></html>' },
      /missing-doctype/,
    ],
    [
      'comments that would silence the validator',
      { 'menu.html': pageWith('<!-- [html-validate-disable no-dup-id] --><p id="bread">1</p><p id="bread">2</p>') },
      /no-dup-id/,
    ],
    [
      'an image without a text',
      { 'menu.html': pageWith('<img src="icon.svg"><p id="bread">x</p>') },
      /^medium accessibility menu.html:\d+ .*wcag\/h37/,
    ],
    [
      'a page that is not made for phones',
      {
        'menu.html':
          '<!doctype html><html lang="en"><head><title>x</title></head><body><p id="bread">x</p></body></html>',
      },
      /^medium layout menu.html:/,
    ],
    [
      'a block of CSS that is never closed',
      { 'styles.css': 'p { color: red;\n' },
      /^medium css styles.css:1 .*never closed/,
    ],
    ['CSS that cannot be read', { 'styles.css': 'p { color red }' }, /^medium css styles.css:1 Colon is expected/],
    ['a property that no browser knows', { 'styles.css': 'p {\n  colr: red;\n}' }, /^low css styles.css:2 .*colr/],
    ['a value that a property cannot have', { 'styles.css': 'p { width: 10pxx }' }, /^low css styles.css:1 .*width/],
    ['a script that cannot be parsed', { 'app.js': 'const = 1;' }, /^high javascript app.js:1 .*does not run/],
    ['a name that nothing declares', { 'app.js': 'loadCakes();' }, /^medium javascript app.js:1 .*loadCakes/],
    [
      'comments that would silence the linter',
      { 'app.js': '/* eslint-disable */ loadCakes();' },
      /^medium javascript app.js:1 .*loadCakes/,
    ],
    ['code in a text', { 'app.js': 'eval("1");' }, /^medium javascript app.js:1 .*no-eval/],
    [
      'a script inside a page',
      { 'menu.html': pageWith('<script>1;</script><p id="bread">x</p>') },
      /^high javascript menu.html:\d+ A script inside/,
    ],
    [
      'code in an attribute',
      { 'menu.html': pageWith('<button type="button" onclick="x()">x</button><p id="bread">x</p>') },
      /^high javascript menu.html:\d+ .*onclick/,
    ],
    [
      'an address that is a script',
      { 'menu.html': pageWith('<a href="javascript:x()" id="bread">x</a>') },
      /^high javascript menu.html:\d+ An address/,
    ],
    ['data that is no JSON', { 'data.json': '{ "name": ' }, /^high javascript data.json: The file is no JSON/],
    ['a page that is not there', { 'menu.html': null }, /^high links index.html:17 .*menu.html/],
    ['a fragment without target', { 'menu.html': pageWith('<p>x</p>') }, /^medium links index.html:17 .*bread/],
    ['a picture that is not there', { 'icon.svg': null }, /^high links index.html:8 .*icon.svg/],
    [
      'a picture of CSS that is not there',
      { 'styles.css': 'p { background: url("no.png") }' },
      /^high links styles.css:1 .*no.png/,
    ],
    ['a file that a script asks for in vain', { 'data.json': null }, /^high links api.js:4 .*data.json/],
    [
      "an address outside the site's folder",
      { 'menu.html': pageWith('<a href="/index.html" id="bread">x</a>') },
      /^high links menu.html:\d+ .*outside the site/,
    ],
    [
      'an address above the site',
      { 'menu.html': pageWith('<a href="../../etc/passwd" id="bread">x</a>') },
      /^high links menu.html:\d+ .*outside the site/,
    ],
    ['a package that browsers do not know', { 'app.js': 'import("react");' }, /^high links app.js:1 .*react/],
    ['no first page', { 'index.html': null }, /^high links : There is no index.html/],
  ])('finds %s', async (_name, changes, expected) => {
    const { problems } = await check(siteOf(changes));
    expect(shown(problems)).toContainEqual(expect.stringMatching(expected));
  });

  it.each<[string, Record<string, string>]>([
    ['a script', { 'menu.html': pageWith('<script src="https://cdn.example.com/x.js"></script>') }],
    ['a script without scheme', { 'menu.html': pageWith('<script src="//cdn.example.com/x.js"></script>') }],
    ['a style sheet', { 'menu.html': pageWith('', '<link rel="stylesheet" href="https://fonts.example.com/css" />') }],
    ['a preconnection', { 'menu.html': pageWith('', '<link rel="preconnect" href="https://fonts.example.com" />') }],
    ['a picture', { 'menu.html': pageWith('<img alt="x" src="https://img.example.com/x.png" />') }],
    [
      'a picture for wide screens',
      {
        'menu.html': pageWith('<img alt="x" src="icon.svg" srcset="icon.svg 1x, https://img.example.com/x.png 2x" />'),
      },
    ],
    ['a frame', { 'menu.html': pageWith('<iframe title="x" src="https://example.com"></iframe>') }],
    ['a form', { 'menu.html': pageWith('<form action="https://example.com/post"><button>x</button></form>') }],
    ['a base', { 'menu.html': pageWith('', '<base href="https://example.com/" />') }],
    [
      'a redirection',
      { 'menu.html': pageWith('', '<meta http-equiv="refresh" content="0; url=https://example.com/" />') },
    ],
    ['a picture of CSS', { 'styles.css': 'p { background: url(https://img.example.com/x.png) }' }],
    ['a font', { 'styles.css': '@font-face { font-family: x; src: url("https://fonts.example.com/x.woff2") }' }],
    ['a style sheet of a style sheet', { 'styles.css': '@import "https://fonts.example.com/css";' }],
    ['a module', { 'app.js': 'import("https://cdn.example.com/x.js");' }],
    ['data', { 'app.js': 'fetch("https://api.example.com/");' }],
    ['data at an address put together', { 'app.js': 'fetch(`https://api.example.com/${location.hash}`);' }],
    [
      'a request of the old kind',
      { 'app.js': 'const r = new XMLHttpRequest(); r.open("GET", "https://api.example.com/");' },
    ],
    ['a connection', { 'app.js': 'new WebSocket("wss://example.com/");' }],
    ["an element's picture", { 'app.js': 'document.querySelector("img").src = "https://img.example.com/x.png";' }],
  ])('refuses %s from elsewhere', async (_name, changes) => {
    const { passed, problems } = await check(siteOf(changes));
    expect(passed).toBe(false);
    expect(shown(problems)).toContainEqual(expect.stringMatching(/^high foreign-origin .*example\.com/));
  });

  it('refuses a miner by its name', async () => {
    const { passed, problems } = await check(running('const miner = new window.CoinHive.Anonymous("key");'));
    expect(passed).toBe(false);
    expect(shown(problems)).toContainEqual(expect.stringMatching(/^high javascript app.js:1 .*mining: CoinHive/));
  });

  it('lets scripts of a page share names, and modules have none but their own', async () => {
    const page = (type: string) => pageWith(`<script ${type} src="a.js"></script><script ${type} src="b.js"></script>`);
    const files = (type: string) =>
      Object.entries({ 'index.html': page(type), 'a.js': 'function shared() {}', 'b.js': 'shared();' }).map(
        ([path, text]) => ({ path, content: Buffer.from(text) }),
      );
    expect(shown((await check(files(''))).problems).join()).not.toMatch(/no-undef/);
    expect(shown((await check(files('type="module"'))).problems).join()).toMatch(/'shared' is not defined/);
  });

  it('answers the same list whatever the order of the files', async () => {
    const files = siteOf({ 'menu.html': '<p>x', 'styles.css': 'p{colr:red', 'app.js': 'x();y();', 'data.json': '[' });
    const [one, other] = [await check(files), await check(files.toReversed())];
    expect(one.problems.length).toBeGreaterThan(5);
    expect(other.problems).toEqual(one.problems);
  });

  it('bounds what it tells of one file, and says so', async () => {
    const { problems, notes } = await check(siteOf({ 'styles.css': 'p { colr: red }\n'.repeat(5_000) }));
    expect(problems.length).toBeLessThanOrEqual(100);
    expect(notes.join()).toMatch(/more problems/);
  });

  it.each<[string, string, string]>([
    ['HTML', 'menu.html', '<div>'.repeat(60_000)],
    ['HTML of 60,000 elements', 'menu.html', pageWith('<i>x</i>'.repeat(60_000))],
    ['CSS', 'styles.css', `p{color:${'calc('.repeat(60_000)}`],
    ['JavaScript', 'app.js', `${'['.repeat(200_000)}`],
    ['JSON', 'data.json', '['.repeat(200_000)],
  ])('survives %s that has no end, and checks the next site', async (_name, path, text) => {
    expect((await check(siteOf({ [path]: text }))).passed).toBe(false);
    expect(shown((await check(siteOf())).problems)).toEqual([]);
  });
});

describe('a check that takes too long', () => {
  it('is stopped, does not pass, and names what it was about', async () => {
    const { check, close } = createChecks({ timeoutMs: 1 });
    const { passed, problems } = await check(siteOf());
    await close();
    expect(passed).toBe(false);
    expect(shown(problems)).toEqual([expect.stringMatching(/^high .* took longer than 0.001 s/)]);
  });

  it('is given up when nobody wants it any more', async () => {
    const { check, close } = createChecks();
    const controller = new AbortController();
    const checked = check(siteOf(), false, controller.signal);
    setTimeout(() => controller.abort(), 50);
    await expect(checked).rejects.toMatchObject({ reason: 'CANCELLED' });
    expect((await check(siteOf())).passed).toBe(true);
    await close();
  });

  it('is refused when too many wait', async () => {
    const { check, close } = createChecks({ queue: 1 });
    const outcomes = await Promise.allSettled([check(siteOf()), check(siteOf()), check(siteOf())]);
    await close();
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).toMatchObject({ reason: { reason: 'OVERLOADED' } });
  });
});
