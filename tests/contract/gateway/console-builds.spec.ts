import { request } from 'node:http';
import { BuildPhase, BuildState, PhaseState } from '#libs/contracts';
import { RedisStore } from '#libs/redis';
import { until } from '#libs/testing';
import { sha256, StubArtifacts } from '../../../apps/gateway/src/sites/sites.stage.js';
import { GatewayUnderTest, openGatewayDatabase } from './gateway-under-test.js';
import { StubBuilds } from './stub-builds.js';

const TOKEN = 'token-of-the-operators';
const OWN = { 'x-parley-console': '1', 'content-type': 'application/json' };
const KEY = crypto.randomUUID();
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const stub = new StubBuilds();
const artifacts = new StubArtifacts();
let database: Awaited<ReturnType<typeof openGatewayDatabase>>;
let gateway: GatewayUnderTest;
let cookie: string;

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = OWN) =>
  fetch(`${gateway.url}/console/api${path}`, {
    method,
    headers: { cookie, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: 'manual',
  });
const get = async (path: string) => {
  const answer = await call('GET', path);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const fileOf = (path: string, data: string | Buffer) => ({
  path,
  sha256: artifacts.add(data),
  size: `${Buffer.byteLength(data)}`,
});

beforeAll(async () => {
  const redis = new RedisStore(process.env['TEST_REDIS_URL']!);
  await until(() => redis.run((client) => client.ping()).then(() => true, () => false)); // prettier-ignore
  await redis.run(async (client) => {
    const keys = await client.keys('gateway:window:sign-in:*');
    if (keys.length > 0) await client.del(keys);
  });
  await redis.close();
  database = await openGatewayDatabase();
  gateway = await GatewayUnderTest.start({
    ORCHESTRATOR_URL: await stub.start(),
    NOTIFIER_URL: '127.0.0.1:1',
    AGENTS_URL: await artifacts.start(),
    DATABASE_URL: database.url,
    CONSOLE_TOKEN: TOKEN,
    SITES_URL: 'http://sites.example.org',
  });
  cookie = '';
  cookie = (await call('POST', '/session', { token: TOKEN, operator: 'Marta' })).headers
    .get('set-cookie')!
    .split(';')[0]!;
});
beforeEach(() => {
  stub.reset();
  stub.show({ id: 'b-1', tokens: '1200', costMicros: '3400', workflow: 'full-build' });
});
afterAll(async () => {
  await gateway?.stop();
  await stub.stop();
  await artifacts.stop();
  await database?.close();
});

describe('builds in the console', () => {
  it('are listed, by address without words and by body with them', async () => {
    expect(await get('/builds?state=running&pageSize=10')).toMatchObject({
      status: 200,
      body: {
        builds: [{ id: 'b-1', state: 'running', tokens: 1200, costMicros: 3400, eta: null }],
        nextPageToken: 'more',
      },
    });
    expect((await call('POST', '/builds/search', { query: 'sol', state: 'done' })).status).toBe(200);
    expect(stub.calls.map(({ request: given }) => [given['query'], given['state'], given['pageSize']])).toEqual([
      ['', BuildState.BUILD_STATE_RUNNING, 10],
      ['sol', BuildState.BUILD_STATE_DONE, 50],
    ]);
  });

  it('are opened with phases, revisions and the record of who did what', async () => {
    stub.lay('b-1', 1, [{ name: 'plan', outputJson: '{"title":"Sol"}', startedAt: new Date(0), tokens: '7' }]);
    const { body } = await get('/builds/b-1');
    expect(body).toMatchObject({
      build: { title: 'Sol' },
      phases: [
        { name: 'plan', state: 'done', output: { title: 'Sol' }, startedAt: '1970-01-01T00:00:00.000Z', tokens: 7 },
      ],
      revisions: [{ number: 1, cause: 'start', parent: 0 }],
    });
    expect((await get('/builds/b-1/events')).body).toMatchObject({ events: [{ type: 'started', by: 'contact' }] });
    expect((await get('/builds/none')).status).toBe(404);
  });

  it.each([
    ['/builds', { conversationId: 'c-1', request: 'a page', language: 'es', idempotencyKey: KEY }, 'startBuild'],
    ['/builds/b-1/refine', { text: 'darker', idempotencyKey: KEY }, 'refineBuild'],
    ['/builds/b-1/cancel', {}, 'cancelBuild'],
    ['/builds/b-1/resume', {}, 'resumeBuild'],
    ['/builds/b-1/rollback', { revision: 1, idempotencyKey: KEY }, 'rollbackBuild'],
    ['/builds/b-1/phases/plan-1/retry', {}, 'retryPhase'],
    ['/builds/b-1/phases/plan-1/skip', {}, 'skipPhase'],
    ['/builds/b-1/phases/plan-1/approve', {}, 'approvePhase'],
  ])('change by %s, in the name of the session alone', async (path, body, rpc) => {
    const answer = await call('POST', path, { ...body, operator: 'Eve' });
    expect([answer.status, stub.calls.at(-1)]).toMatchObject([200, { rpc, request: { operator: 'Marta' } }]);
    stub.refusal = 'BUILD_STATE';
    const refused = await call('POST', path, body);
    expect([refused.status, await refused.json()]).toEqual([409, { reason: 'BUILD_STATE' }]);
    const foreign = await call('POST', path, body, { 'content-type': 'application/json' });
    expect(foreign.status).toBe(403);
  });

  it.each([
    ['/builds', { conversationId: 'c-1', request: ' ', language: 'es', idempotencyKey: KEY }, 'request'],
    ['/builds', { conversationId: 'c-1', request: 'x', language: 'Spanish', idempotencyKey: KEY }, 'language'],
    ['/builds', { conversationId: 'c-1', request: 'x', language: 'es', idempotencyKey: 'again' }, 'idempotencyKey'],
    ['/builds/b-1/refine', { text: 'x'.repeat(10_001), idempotencyKey: KEY }, 'text'],
    ['/builds/b-1/rollback', { revision: 0, idempotencyKey: KEY }, 'revision'],
    ['/builds/b-1/rollback', { revision: '1', idempotencyKey: KEY }, 'revision'],
    ['/builds/b%20/cancel', {}, 'id'],
    ['/builds/b-1/phases/%00/retry', {}, 'phaseId'],
    ['/builds/search', { state: 'sleeping' }, 'state'],
    ['/builds/search', { pageSize: 0 }, 'pageSize'],
  ])('refuse what is not valid and name it: %s %j', async (path, body, field) => {
    const answer = await call('POST', path, body);
    expect([answer.status, await answer.json()]).toEqual([400, { reason: 'INVALID_REQUEST', field }]);
    expect(stub.calls).toEqual([]);
  });

  it.each(['/builds', '/builds/b-1', '/builds/b-1/stream', '/builds/b-1/files', `/previews/${'a'.repeat(64)}`])(
    'are shown to nobody who is not signed in: %s',
    async (path) => {
      const answer = await fetch(`${gateway.url}/console/api${path}`);
      expect([answer.status, await answer.json()]).toEqual([401, { reason: 'NOT_SIGNED_IN' }]);
    },
  );
});

describe('the files of a build', () => {
  beforeEach(() => {
    const page = fileOf('index.html', '<h1>Sol</h1>\n');
    const style = fileOf('styles.css', 'h1 { color: red }\n');
    stub.lay('b-1', 1, [
      { name: 'design', files: [fileOf('design.json', '{}')], finishedAt: new Date(1) },
      { name: 'frontend', dependsOn: ['design'], files: [page, style], finishedAt: new Date(3) },
      { name: 'backend', dependsOn: ['design'], files: [fileOf('api.js', 'x')], finishedAt: new Date(2) },
      { name: 'fix', dependsOn: ['frontend'], state: PhaseState.PHASE_STATE_SKIPPED },
      { name: 'running', dependsOn: ['fix'], state: PhaseState.PHASE_STATE_RUNNING, files: [fileOf('no.txt', 'no')] },
    ]);
    const darker = fileOf('styles.css', 'h1 { color: darkred }\n');
    const logo = fileOf('logo.png', PNG);
    stub.lay('b-1', 2, [{ name: 'deploy', files: [page, darker, logo], state: PhaseState.PHASE_STATE_REUSED }]);
    stub.show({ id: 'b-1', revision: 2 });
  });

  it('are those after the last phases that have ended', async () => {
    const { body } = await get('/builds/b-1/files?revision=1');
    expect(body).toMatchObject({ revision: 1 });
    expect((body['files'] as { path: string }[]).map(({ path }) => path)).toEqual([
      'api.js',
      'index.html',
      'styles.css',
    ]);
    expect((await get('/builds/b-1/files')).body['revision']).toBe(2);
  });

  it('are read as text, cut where they are long, and never where they are no text', async () => {
    const text = (await get('/builds/b-1/files?path=styles.css')).body;
    expect(text).toMatchObject({ revision: 2, path: 'styles.css', text: 'h1 { color: darkred }\n', isCut: false });
    expect((await get('/builds/b-1/files?path=logo.png')).body).toMatchObject({ text: null, size: PNG.length });
    const long = fileOf('long.txt', 'x'.repeat(300_000));
    stub.lay('b-1', 2, [{ name: 'deploy', files: [long] }]);
    const { text: cut, isCut } = (await get('/builds/b-1/files?path=long.txt')).body;
    expect([(cut as string).length, isCut]).toEqual([262_144, true]);
    for (const path of ['none.txt', '../../etc/passwd', '__proto__'])
      expect((await get(`/builds/b-1/files?path=${encodeURIComponent(path)}`)).status).toBe(404);
  });

  it('differ between two revisions by what changed', async () => {
    const { body } = await get('/builds/b-1/diff?from=1&to=2');
    expect(body).toMatchObject({
      from: 1,
      to: 2,
      isCut: false,
      changes: [
        { path: 'api.js', kind: 'removed', added: 0, removed: 1 },
        { path: 'logo.png', kind: 'added', sizeBefore: 0, sizeAfter: PNG.length, patch: null },
        { path: 'styles.css', kind: 'changed', added: 1, removed: 1 },
      ],
    });
    const [, , style] = body['changes'] as { patch: string }[];
    expect(style!.patch).toContain('-h1 { color: red }\n+h1 { color: darkred }\n');
    expect((await get('/builds/b-1/diff?from=1&to=1')).body['changes']).toEqual([]); // the control
    expect((await get('/builds/b-1/diff?from=1')).body).toEqual({ reason: 'INVALID_REQUEST', field: 'to' });
  });

  it('that are too different are listed without their lines, and soon', async () => {
    const lines = (word: string) => Array.from({ length: 9_000 }, (_, index) => `${word} ${index}`).join('\n');
    stub.lay('b-1', 1, [{ name: 'deploy', files: [fileOf('a.txt', lines('one'))] }]);
    stub.lay('b-1', 2, [{ name: 'deploy', files: [fileOf('a.txt', lines('two'))] }]);
    const startedAt = performance.now();
    expect((await get('/builds/b-1/diff?from=1&to=2')).body['changes']).toMatchObject([
      { kind: 'changed', patch: null },
    ]);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('have a picture', async () => {
    const answer = await call('GET', `/previews/${artifacts.add(PNG)}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await call('GET', `/previews/${sha256('none')}`)).status).toBe(404);
    expect((await call('GET', '/previews/..%2f')).status).toBe(400);
  });
});

describe('the stream of a build', () => {
  const closers: (() => void)[] = [];
  afterEach(() => closers.splice(0).forEach((close) => close()));

  const listen = (buildId: string) => {
    let text = '';
    let status = 0;
    const events = request(
      `${gateway.url}/console/api/builds/${buildId}/stream`,
      { headers: { cookie } },
      (response) => {
        status = response.statusCode!;
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      },
    );
    events.on('error', () => undefined).end();
    closers.push(() => events.destroy());
    return { heard: () => text, status: () => status };
  };

  it('begins with everything, goes on with what changes, and ends with the page', async () => {
    const [plan] = stub.lay('b-1', 1, [{ name: 'plan', state: PhaseState.PHASE_STATE_RUNNING }, { name: 'design' }]);
    stub.show({ id: 'b-1', phasesTotal: 2 });
    const page = listen('b-1');
    await until(() => page.heard().includes('event: state'));
    expect(page.heard()).toContain('"name":"plan"');
    stub.tell({ build: stub.show({ id: 'b-1' }), phases: [BuildPhase.create({ ...plan, note: 'thinking' })] });
    await until(() => page.heard().includes('event: change'));
    expect(page.heard().split('event: change')[1]).toContain('thinking');
    closers.splice(0).forEach((close) => close());
    await until(() => stub.watcherCount === 0);
  });

  it('gives everything again where other phases stand in the place of those that were known', async () => {
    stub.show({ id: 'b-1', phasesTotal: 1 });
    const page = listen('b-1');
    await until(() => page.heard().includes('event: state'));
    stub.tell({ build: stub.show({ id: 'b-1', revision: 2 }), phases: stub.lay('b-1', 2, [{ name: 'again' }]) });
    await until(() => page.heard().split('event: state').length === 3);
  });

  it('says that the orchestrator is away, and begins anew when it is back', async () => {
    const page = listen('b-1');
    await until(() => page.heard().includes('event: state'));
    stub.dropWatchers();
    await until(() => page.heard().includes('event: away'));
    await until(() => page.heard().split('event: state').length === 3);
  });

  it('answers like any other address where there is no such build', async () => {
    const page = listen('none');
    await until(() => page.status() !== 0);
    expect(page.status()).toBe(404);
  });
});

describe('the doors of sites', () => {
  it('are elsewhere: the gateway sends there who asks for one here, and for nothing else', async () => {
    const location = async (path: string) => {
      const { status, headers } = await gateway.get(path);
      return [status, headers['location']];
    };
    expect(await location('/sites/sol/a%20b.css?v=1')).toEqual([
      308,
      'http://sites.example.org/sites/sol/a%20b.css?v=1',
    ]);
    expect(await location(`/previews/${sha256('x')}.png`)).toEqual([
      308,
      `http://sites.example.org/previews/${sha256('x')}.png`,
    ]);
    for (const path of ['/sites/..%2f..%2fevil', '/sites//evil.example.org/', '/sites/a%0d%0ab/'])
      expect((await gateway.get(path)).status).toBe(404);
  });

  it('may be framed by the console, which may frame nothing else', async () => {
    const policy = (await call('GET', '/session')).headers.get('content-security-policy');
    expect(policy).toContain('frame-src http://sites.example.org;');
  });
});
