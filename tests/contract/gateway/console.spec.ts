import { request } from 'node:http';
import { Owner } from '#libs/contracts';
import { RedisStore } from '#libs/redis';
import { until } from '#libs/testing';
import { StubConversations } from '../../browser/stub-conversations.js';
import { GatewayUnderTest, openGatewayDatabase } from './gateway-under-test.js';

const TOKEN = 'token-of-the-operators';
const OWN = { 'x-parley-console': '1', 'content-type': 'application/json' };
const stub = new StubConversations();
let database: Awaited<ReturnType<typeof openGatewayDatabase>>;
let gateway: GatewayUnderTest;
let environment: Record<string, string>;
let cookie: string;

const forgetAttempts = async () => {
  const redis = new RedisStore(process.env['TEST_REDIS_URL']!);
  await until(() => redis.run((client) => client.ping()).then(() => true, () => false)); // prettier-ignore
  await redis.run(async (client) => {
    const keys = await client.keys('gateway:window:sign-in:*');
    if (keys.length > 0) await client.del(keys);
  });
  await redis.close();
};
const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = OWN) =>
  fetch(`${gateway.url}/console${path}`, {
    method,
    headers: { cookie, ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
  });
const signIn = (token: string, operator = 'Marta') => call('POST', '/api/session', { token, operator });

beforeAll(async () => {
  database = await openGatewayDatabase();
  environment = { ...(await stub.start()), DATABASE_URL: database.url };
  gateway = await GatewayUnderTest.start({ ...environment, CONSOLE_TOKEN: TOKEN });
});
beforeEach(async () => {
  stub.reset();
  await forgetAttempts();
  cookie = '';
  cookie = (await signIn(TOKEN)).headers.get('set-cookie')!.split(';')[0]!;
  stub.show({ id: 'c-1', contactName: 'Ana', preview: 'hola', unread: 1 });
});
afterAll(async () => {
  await gateway?.stop();
  await stub.stop();
  await database?.close();
});

describe('peers that do not answer', () => {
  it('are shown to operators, and to nobody else', async () => {
    const redis = new RedisStore(process.env['TEST_REDIS_URL']!);
    const circuit = {
      edge: 'agents.model.messages',
      upstream: `model ${process.pid}`,
      since: new Date().toISOString(),
    };
    const post = () => redis.run((client) => client.zadd('circuits', Date.now() + 5_000, JSON.stringify(circuit)));
    await until(() => post().then(() => true, () => false)); // prettier-ignore
    const answer = await call('GET', '/api/circuits');
    expect(((await answer.json()) as { circuits: object[] }).circuits).toContainEqual(circuit);
    await redis.close();
    cookie = '';
    expect((await call('GET', '/api/circuits')).status).toBe(401);
  });
});

describe('the sign-in of operators', () => {
  it('gives a session that no script reads and no other site sends', async () => {
    const answer = await signIn(TOKEN);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^parley_console=[\w.-]+; Path=\/console; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
    expect(await answer.json()).toMatchObject({ operator: 'Marta' });
  });

  it.each(['', 'wrong', `${TOKEN} `, TOKEN.toUpperCase()])('refuses the token %j', async (token) => {
    const answer = await signIn(token);
    expect([400, 401]).toContain(answer.status);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it.each(['', ' ', '<b>x</b>', 'a\nb', 'x'.repeat(61)])('refuses the name %j', async (operator) => {
    const answer = await signIn(TOKEN, operator);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ reason: 'INVALID_REQUEST', field: 'operator' });
  });

  it('refuses everything after ten attempts in a minute, the right token too', async () => {
    const answers = [];
    for (let attempt = 0; attempt < 11; attempt += 1) answers.push((await signIn('wrong token here')).status);
    expect(answers).toContain(401);
    expect(answers.at(-1)).toBe(429);
    expect((await signIn(TOKEN)).status).toBe(429);
  });

  it('knows no session that it has not signed, nor one that was changed', async () => {
    const [payload, signature] = cookie.slice('parley_console='.length).split('.');
    const forged = Buffer.from(JSON.stringify({ operator: 'Eve', expiresAt: 9e15 })).toString('base64url');
    for (const value of ['', 'x', `${forged}.${signature}`, `${payload}.`, `${payload}.${signature}x`]) {
      cookie = `parley_console=${value}`;
      expect((await call('GET', '/api/session')).status).toBe(401);
    }
    cookie = `parley_console=${payload}.${signature}`;
    expect((await call('GET', '/api/session')).status).toBe(200); // the control
  });
});

describe('the API of the console', () => {
  it.each([
    ['GET', '/api/conversations/c-1'],
    ['POST', '/api/conversations/search'],
    ['POST', '/api/conversations/c-1/take-over'],
    ['POST', '/api/conversations/c-1/erase'],
    ['POST', '/api/turns/t-1/replay'],
    ['GET', '/api/events'],
  ])('answers nobody who is not signed in: %s %s', async (method, path) => {
    cookie = '';
    const answer = await call(method, path, method === 'POST' ? {} : undefined);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ reason: 'NOT_SIGNED_IN' });
    expect(stub.calls).toEqual([]);
  });

  it.each([
    ['without our header', { 'content-type': 'application/json' }],
    ['from another site', { ...OWN, 'sec-fetch-site': 'cross-site' }],
    ['from a sibling of our host', { ...OWN, 'sec-fetch-site': 'same-site' }],
  ])('changes nothing for a request %s', async (_, headers) => {
    const body = { idempotencyKey: crypto.randomUUID() };
    const answer = await call('POST', '/api/conversations/c-1/take-over', body, headers);
    expect(answer.status).toBe(403);
    expect(stub.calls).toEqual([]);
  });

  it('takes the operator from the session and from nowhere else', async () => {
    const body = { idempotencyKey: crypto.randomUUID(), operator: 'Eve' };
    const answer = await call('POST', '/api/conversations/c-1/take-over', body);
    expect(await answer.json()).toMatchObject({ owner: 'human', operator: 'Marta', contactName: 'Ana' });
    expect(stub.conversations.get('c-1')).toMatchObject({ owner: Owner.OWNER_HUMAN, operator: 'Marta' });
  });

  it.each([
    ['/api/conversations/c-1/answers', { text: '', idempotencyKey: crypto.randomUUID() }, 'text'],
    ['/api/conversations/c-1/answers', { text: 'x'.repeat(4_097), idempotencyKey: crypto.randomUUID() }, 'text'],
    ['/api/conversations/c-1/answers', { text: 'hi', idempotencyKey: 'again' }, 'idempotencyKey'],
    ['/api/conversations/c%2F..%20/answers', { text: 'hi', idempotencyKey: crypto.randomUUID() }, 'id'],
    ['/api/conversations/c-1/erase', {}, 'confirm'],
    ['/api/conversations/search', { filter: 'everything' }, 'filter'],
    ['/api/conversations/search', { pageSize: 100_000 }, 'pageSize'],
  ])('refuses what is not valid and names it: %s %j', async (path, body, field) => {
    const answer = await call('POST', path, body);
    expect([answer.status, await answer.json()]).toEqual([400, { reason: 'INVALID_REQUEST', field }]);
    expect(stub.calls).toEqual([]);
  });

  it('refuses a body that is no JSON, and one that is too large', async () => {
    expect((await call('POST', '/api/conversations/search', '{')).status).toBe(400);
    expect((await call('POST', '/api/conversations/search', `"${'x'.repeat(70_000)}"`)).status).toBe(413);
    expect((await call('POST', '/api/conversations/search', { query: 'ana' })).status).toBe(200); // the control
  });

  it('passes on why the orchestrator refuses', async () => {
    stub.isRefusingAnswers = true;
    const answer = await call('POST', '/api/conversations/c-1/answers', {
      text: 'hi',
      idempotencyKey: crypto.randomUUID(),
    });
    expect([answer.status, await answer.json()]).toEqual([409, { reason: 'CONVERSATION_TAKEN' }]);
    expect((await call('GET', '/api/conversations/none')).status).toBe(404);
  });
});

describe('the page of the console', () => {
  it('comes with a policy that allows nothing from elsewhere and nothing inline', async () => {
    const answer = await call('GET', '/');
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await call('GET', '/api/session')).headers.get('cache-control')).toBe('no-store');
  });

  it('comes packed, and its parts stay in the cache because their names change with them', async () => {
    const page = await (await call('GET', '/')).text();
    const script = /src="\/console(\/assets\/[^"]+\.js)"/.exec(page)![1]!;
    const answer = await call('GET', script, undefined, { 'accept-encoding': 'br' });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect((await call('GET', '/')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each(['/..%2f..%2fpackage.json', '/assets/..%2f..%2f..%2f..%2fpackage.json', '/.built.json%00'])(
    'gives nothing that is not of the page: %s',
    async (path) => {
      expect([400, 403, 404]).toContain((await call('GET', path)).status);
    },
  );

  it('does not exist without a token', async () => {
    const bare = await GatewayUnderTest.start(environment);
    try {
      for (const path of ['/console', '/console/', '/console/api/session'])
        expect((await bare.get(path)).status).toBe(404);
    } finally {
      await bare.stop();
    }
  });
});

describe('the events of the console', () => {
  /** Reads the stream until it ends or the spec does. */
  const listen = (headers: Record<string, string> = {}) => {
    let text = '';
    const end = new Promise<void>((resolve) => {
      const events = request(`${gateway.url}/console/api/events`, { headers: { cookie, ...headers } }, (response) => {
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('close', resolve);
      });
      events.on('error', () => resolve()).end();
      closers.push(() => events.destroy());
    });
    return { heard: () => text, end };
  };
  const closers: (() => void)[] = [];
  afterEach(() => closers.splice(0).forEach((close) => close()));

  it('tell every page of a change, from one stream of the orchestrator', async () => {
    const [one, two] = [listen(), listen()];
    await until(() => one.heard().includes('beat') && two.heard().includes('beat') && stub.watcherCount > 0);
    stub.show({ id: 'c-1', preview: 'news' });
    await until(() => one.heard().includes('news') && two.heard().includes('news'));
    expect(stub.watcherCount).toBe(1);
  });

  it('repeat what a page has missed, and only that', async () => {
    const first = listen();
    await until(() => first.heard().includes('beat') && stub.watcherCount > 0);
    stub.show({ id: 'c-1', preview: 'before' });
    await until(() => first.heard().includes('before'));
    const id = /id: (\S+)/.exec(first.heard())![1]!;
    stub.show({ id: 'c-1', preview: 'after' });
    await until(() => first.heard().includes('after'));
    const behind = listen({ 'last-event-id': id });
    const stranger = listen({ 'last-event-id': 'other-7' });
    await until(() => behind.heard().includes('after') && stranger.heard().includes('event: reset'));
    expect(behind.heard()).not.toContain('"before"');
  });

  it('say that the orchestrator is away, and to ask again when it is back', async () => {
    const page = listen();
    await until(() => page.heard().includes('beat') && stub.watcherCount > 0);
    stub.dropWatchers();
    await until(() => page.heard().includes('event: away'));
    await until(() => page.heard().includes('event: reset'), 10_000);
    stub.show({ id: 'c-1', preview: 'heard again' });
    await until(() => page.heard().includes('heard again'));
  });

  it('end when the process drains, so that it can', async () => {
    const other = await GatewayUnderTest.start({ ...environment, CONSOLE_TOKEN: TOKEN });
    const own = gateway;
    gateway = other;
    const page = listen();
    await until(() => page.heard().includes('beat'));
    gateway = own;
    await other.stop();
    await page.end;
  });
});
