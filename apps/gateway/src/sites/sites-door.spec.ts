import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { until } from '#libs/testing';
import { MAX_BLOB_BYTES } from './blobs.service.js';
import { SitesDoor } from './sites-door.js';
import { sha256, SitesStage, StubArtifacts } from './sites.stage.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

Logger.overrideLogger(false);

describe(SitesDoor.name, () => {
  let artifacts: StubArtifacts;
  let agentsUrl: string;
  let stage: SitesStage;

  beforeEach(async () => {
    artifacts = new StubArtifacts();
    agentsUrl = await artifacts.start();
    artifacts.publish('sol', {
      'index.html': '<!doctype html><title>Sol</title>',
      'styles.css': 'body{color:#123}',
      'app.js': 'export {}',
      'data.json': '{"a":"ñ"}',
      'menu/index.html': '<title>Menú</title>',
      'menú de hoy.html': '<title>Hoy</title>',
      'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'tool.exe': Buffer.from([0, 1, 2, 255]),
    });
    stage = await SitesStage.open(agentsUrl);
  });
  afterEach(async () => {
    await stage.close();
    await artifacts.stop();
  });

  it.each([
    ['/sites/sol/', 'text/html; charset=utf-8', '<!doctype html><title>Sol</title>'],
    ['/sites/sol/index.html?x=1', 'text/html; charset=utf-8', '<!doctype html><title>Sol</title>'],
    ['/sites/sol/styles.css', 'text/css; charset=utf-8', 'body{color:#123}'],
    ['/sites/sol/app.js', 'text/javascript; charset=utf-8', 'export {}'],
    ['/sites/sol/data.json', 'application/json; charset=utf-8', '{"a":"ñ"}'],
    ['/sites/sol/menu/', 'text/html; charset=utf-8', '<title>Menú</title>'],
    ['/sites/sol/men%C3%BA%20de%20hoy.html', 'text/html; charset=utf-8', '<title>Hoy</title>'],
    ['/sites/sol/logo.svg', 'image/svg+xml; charset=utf-8', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])('serves %s as %s', async (path, type, body) => {
    const answer = await stage.get(path);
    expect([answer.status, answer.headers['content-type'], answer.body.toString()]).toEqual([200, type, body]);
  });

  it('gives bytes that no page needs for saving only, unchanged', async () => {
    const { headers, body } = await stage.get('/sites/sol/tool.exe');
    expect(headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' });
    expect(body).toEqual(Buffer.from([0, 1, 2, 255]));
  });

  it('sends who asks for a folder without a slash to the one with it', async () => {
    expect(await stage.get('/sites/sol?a=1')).toMatchObject({ status: 308, headers: { location: '/sites/sol/?a=1' } });
    expect(await stage.get('/sites/sol/menu')).toMatchObject({
      status: 308,
      headers: { location: '/sites/sol/menu/' },
    });
    expect((await stage.get('/sites/none')).status).toBe(404);
  });

  it('lets a page speak to nobody else, frames it in the console alone, and leaves no cookie', async () => {
    for (const path of ['/sites/sol/', '/sites/sol/logo.svg', '/sites/sol']) {
      const { headers } = await stage.get(path, { cookie: 'parley_console=x' });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'self';");
      expect(policy).toMatch(/frame-ancestors http:\/\/localhost:3000 http:\/\/127\.0\.0\.1:3000;/);
      expect(policy).not.toMatch(/unsafe|\*|https?:(?!\/\/(localhost|127\.0\.0\.1):3000)/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['permissions-policy']).toContain('camera=()');
      expect(headers['set-cookie']).toBeUndefined();
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('is framed by nobody where there is no console, and by the console where it is', async () => {
    for (const [more, ancestors] of [
      [{ CONSOLE_TOKEN: '' }, "frame-ancestors 'none';"],
      [{ CONSOLE_URL: 'https://ops.example.org/console' }, 'frame-ancestors https://ops.example.org;'],
    ] as const) {
      const other = await SitesStage.open(agentsUrl, more);
      const { headers } = await other.get('/sites/sol/');
      expect(headers['content-security-policy']).toContain(ancestors);
      await other.close();
    }
  });

  it('sends what has not changed only once', async () => {
    const { headers, body } = await stage.get('/sites/sol/styles.css');
    expect(headers).toMatchObject({ etag: `"${sha256(body)}"`, 'cache-control': 'no-cache' });
    const again = await stage.get('/sites/sol/styles.css', {
      'if-none-match': `"other", W/${String(headers['etag'])}`,
    });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const changed = await stage.get('/sites/sol/styles.css', { 'if-none-match': '"other"' });
    expect(changed.status).toBe(200);
  });

  it('answers HEAD with everything but the bytes, which it does not fetch', async () => {
    const { status, headers, body } = await stage.get('/sites/sol/styles.css', {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, '16', 0]);
    expect(artifacts.asked.map(({ rpc }) => rpc)).toEqual(['resolveSite']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('does nothing for %s', async (method) => {
    const { status, headers } = await stage.get('/sites/sol/', {}, method);
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    '/sites/sol/%2e%2e/%2e%2e/etc/passwd',
    '/sites/sol/%252e%252e/x',
    '/sites/sol/..%5c..%5cx',
    '/sites/sol/index.html%00',
    '/sites/sol/%c0%ae%c0%ae/x',
    `/sites/sol/${'x'.repeat(2_000)}`,
    '/console/',
    '/webhooks/whatsapp',
    '/metrics',
    '/',
  ])('has nothing at %s', async (path) => {
    const { status, body } = await stage.get(path);
    expect(status).toBe(404);
    expect(body.toString()).toContain('<html');
    expect(artifacts.asked).toEqual([]);
  });

  it('refuses a request line and headers that are too long', async () => {
    const socket = connect(stage.door.port!, '127.0.0.1');
    socket.end(`GET /sites/sol/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect((await text(socket)).split(' ')[1]).toBe('431');
    expect((await stage.get('/sites/sol/')).status).toBe(200); // the control
  });

  it.each([
    ['pt-BR,pt;q=0.9', 'pt', 'Não há nada aqui'],
    ['en', 'en', 'There is nothing here'],
    ['fr-FR,en;q=0.5', 'en', 'There is nothing here'],
    ['', 'es', 'Aquí no hay nada'],
  ])('says in the language of the reader that there is nothing: %s', async (accept, language, title) => {
    const { status, body, headers } = await stage.get('/sites/none/', { 'accept-language': accept });
    expect(status).toBe(404);
    expect(body.toString()).toContain(`<html lang="${language}">`);
    expect(body.toString()).toContain(title);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; style-src 'sha256-/);
  });

  it("prefers a site's own page for what is missing", async () => {
    artifacts.publish('luna', { 'index.html': 'x', '404.html': '<title>Perdido</title>' });
    const answer = await stage.get('/sites/luna/nothing');
    expect([answer.status, answer.body.toString()]).toEqual([404, '<title>Perdido</title>']);
    expect((await stage.get('/sites/luna/nothing', { 'if-none-match': '*' })).status).toBe(404);
  });

  it('shows a rollback within two seconds', async () => {
    await stage.get('/sites/sol/');
    artifacts.publish('sol', { 'index.html': 'before' });
    expect((await stage.get('/sites/sol/')).body.toString()).toContain('Sol'); // still remembered
    await sleep(2_050);
    expect((await stage.get('/sites/sol/')).body.toString()).toBe('before');
  });

  it('reads what many want at once in shared calls, and each blob once', async () => {
    const paths = ['styles.css', 'app.js', 'data.json'];
    const wanted = Array.from({ length: 60 }, (_, index) => `/sites/sol/${paths[index % paths.length]}`);
    const answers = await Promise.all(wanted.map((path) => stage.get(path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(artifacts.asked.filter(({ rpc }) => rpc === 'resolveSite')).toHaveLength(1);
    expect(artifacts.asked.flatMap(({ rpc, names }) => (rpc === 'readBlobs' ? names : []))).toHaveLength(3);
  });

  it('shows no file that is too large, was lost, or is not what its hash says', async () => {
    const [ok, lost, wrong] = ['ok', 'lost', 'wrong'].map((one) => ({ path: one, sha256: sha256(one), size: '2' }));
    artifacts.sites.set('luna', [
      ok!,
      lost!,
      wrong!,
      { path: 'large', sha256: sha256('ok'), size: `${MAX_BLOB_BYTES + 1}` },
    ]);
    artifacts.add('ok');
    artifacts.blobs.set(sha256('wrong'), Buffer.from('other'));
    const statusOf = async (path: string) => (await stage.get(`/sites/luna/${path}`)).status;
    expect([await statusOf('ok'), await statusOf('lost'), await statusOf('wrong'), await statusOf('large')]).toEqual([
      200, 404, 404, 404,
    ]);
  });

  it('gives pictures under their hash for good, and nothing else that has a hash', async () => {
    const picture = artifacts.add(PNG);
    const answer = await stage.get(`/previews/${picture}.png`);
    expect(answer.body).toEqual(PNG);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect((await stage.get(`/previews/${picture}.png`, { 'if-none-match': `"${picture}"` })).status).toBe(304);
    expect((await stage.get(`/previews/${sha256('body{color:#123}')}.png`)).status).toBe(404);
    expect((await stage.get(`/previews/${sha256('never')}.png`)).status).toBe(404);
  });

  it('names a picture by its bytes, whatever its address ends in: that is what WhatsApp goes by', async () => {
    const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(64)]);
    for (const [data, type] of [
      [jpeg, 'image/jpeg'],
      [PNG, 'image/png'],
    ] as const)
      for (const extension of ['png', 'jpg']) {
        const { status, headers } = await stage.get(`/previews/${artifacts.add(data)}.${extension}`);
        expect([status, headers['content-type']]).toEqual([200, type]);
      }
    expect((await stage.get(`/previews/${artifacts.add('GIF89a and more of it')}.png`)).status).toBe(404);
  });

  it('asks for patience while the agents are away, and goes on when they are back', async () => {
    await artifacts.stop();
    const { status, headers, body } = await stage.get('/sites/luna/', { 'accept-language': 'en' });
    expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '2', 'no-store']);
    expect(body.toString()).toContain('One moment');
    await artifacts.start(Number(agentsUrl.split(':')[1]));
    await until(async () => (await stage.get('/sites/sol/')).status === 200, 20_000);
  });

  it('counts what it answers', async () => {
    await stage.get('/sites/sol/');
    await stage.get('/sites/none/');
    const { values } = await stage.counter.get();
    expect(values.map(({ labels, value }) => [labels.status, value])).toEqual([
      ['200', 1],
      ['404', 1],
    ]);
  });

  it('finishes what is in flight before it closes', async () => {
    let open = (): void => undefined;
    artifacts.gate = new Promise((resolve) => (open = resolve));
    const slow = stage.get('/sites/sol/');
    await until(() => artifacts.asked.some(({ rpc }) => rpc === 'readBlobs'));
    const closing = stage.door.beforeApplicationShutdown();
    open();
    const answer = await slow;
    expect([answer.status, answer.headers['connection']]).toEqual([200, 'close']);
    await closing;
    await expect(stage.get('/sites/sol/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('says which variable to change when its port is busy', async () => {
    const busy = stage.door.port!;
    await expect(SitesStage.open(agentsUrl, { SITES_PORT: `${busy}` })).rejects.toThrow(
      `port ${busy} (SITES_PORT) is busy: end what listens there, or set SITES_PORT to another port`,
    );
  });
});
