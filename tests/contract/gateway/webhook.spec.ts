import { messagesChange, signatureOf, textMessage, until, webhookOf } from '#libs/testing';
import { GatewayUnderTest, openGatewayDatabase, SECRET } from './gateway-under-test.js';
import { StubPeers } from './stub-peers.js';

const peers = new StubPeers();
let database: Awaited<ReturnType<typeof openGatewayDatabase>>;
let gateway: GatewayUnderTest;
let second: GatewayUnderTest;
let count = 0;

const messageOf = (members: Record<string, unknown> = {}) => textMessage(`m${(count += 1)}`, members);
const statusOf = (members: Record<string, unknown> = {}) => ({
  id: `wamid.s${(count += 1)}`,
  status: 'delivered',
  timestamp: `${Math.floor(Date.now() / 1_000)}`,
  recipient_id: '5511990000001',
  ...members,
});
const deliverItems = (items: Record<string, unknown>) => gateway.deliver(webhookOf([messagesChange(items)]));
const quarantined = () => database.query('SELECT kind, reason, detail FROM quarantine ORDER BY kind, reason');
const idsOf = (items: Iterable<{ id: string }>) => [...items].map(({ id }) => id);

beforeAll(async () => {
  database = await openGatewayDatabase();
  const environment = { ...(await peers.start()), DATABASE_URL: database.url, RATE_LIMIT_PER_MINUTE: '0' };
  gateway = await GatewayUnderTest.start(environment);
  second = await GatewayUnderTest.start(environment);
});
afterAll(async () => {
  await Promise.all([gateway.stop(), second.stop()]);
  await peers.stop();
  await database.close();
});
beforeEach(async () => {
  peers.reset();
  await database.query('DELETE FROM quarantine');
});

describe('the subscription', () => {
  const path = (token: string, challenge = '1158201444') =>
    `/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=${challenge}&hub.verify_token=${token}`;

  it('is confirmed with exactly the challenge, as plain text', async () => {
    const { status, headers, body } = await gateway.get(path('verify-me'));
    expect([status, body]).toEqual([200, '1158201444']);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    path('verify-you'),
    path('verify-me', '%3Cscript%3E'),
    `${path('verify-me')}&hub.verify_token=verify-me`,
    '/webhooks/whatsapp',
  ])('is refused without a word: %s', async (address) => {
    expect(await gateway.get(address)).toMatchObject({ status: 403, body: '' });
  });
});

describe('a post that cannot be from WhatsApp', () => {
  const body = JSON.stringify(webhookOf([messagesChange({ messages: [textMessage('never')] })]));
  const json = { 'content-type': 'application/json' };
  const good = signatureOf(body, SECRET);

  it.each<[string, Record<string, string | string[]>, number]>([
    ['without a signature', json, 401],
    ['with a wrong signature', { ...json, 'x-hub-signature-256': signatureOf(body, 'another') }, 401],
    ['with a truncated signature', { ...json, 'x-hub-signature-256': good.slice(0, 40) }, 401],
    ['with a signature of the wrong length', { ...json, 'x-hub-signature-256': `${good}00` }, 401],
    ['with the sha1 signature only', { ...json, 'x-hub-signature': `sha1=${'a'.repeat(40)}` }, 401],
    ['with the right signature twice', { ...json, 'x-hub-signature-256': [good, good] }, 401],
    ['as plain text', { 'content-type': 'text/plain', 'x-hub-signature-256': good }, 415],
    ['as a form', { 'content-type': 'multipart/form-data; boundary=x', 'x-hub-signature-256': good }, 415],
    ['in another charset', { 'content-type': 'application/json; charset=utf-16', 'x-hub-signature-256': good }, 415],
    ['compressed', { ...json, 'content-encoding': 'gzip', 'x-hub-signature-256': good }, 415],
  ])('is refused %s, without a word', async (_, headers, status) => {
    expect(await gateway.post(body, headers)).toMatchObject({ status, body: '' });
    expect([peers.calls.acceptMessages, await quarantined()]).toEqual([0, []]);
  });

  it('is refused with one byte changed', async () => {
    const changed = body.replace('never', 'Never');
    expect(await gateway.post(changed, { ...json, 'x-hub-signature-256': good })).toMatchObject({
      status: 401,
      body: '',
    });
  });

  it('is refused when it is too large, announced or not', async () => {
    const large = JSON.stringify({ object: 'x'.repeat(10 * 1024 * 1024) });
    const headers = { ...json, 'x-hub-signature-256': signatureOf(large, SECRET) };
    expect(await gateway.post(large, headers)).toMatchObject({ status: 413, body: '' });
    // Unannounced, the connection may close before all is written: then the client never sees the answer
    const unannounced = gateway.post(large, { ...headers, 'transfer-encoding': 'chunked' });
    expect(await unannounced.catch(() => ({ status: 413 }))).toMatchObject({ status: 413 });
    expect(await deliverItems({ messages: [messageOf()] })).toMatchObject({ status: 200 });
  });
});

describe('a signed webhook', () => {
  it('is answered 200, empty, once its message is with the orchestrator', async () => {
    const message = messageOf({ text: { body: 'olá 😀 שלום\0' } });
    const escaped = JSON.stringify(webhookOf([messagesChange({ messages: [message] })])).replaceAll(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    expect(await gateway.deliver(escaped)).toMatchObject({ status: 200, body: '' });
    expect([...peers.messages.values()]).toMatchObject([
      {
        id: message.id,
        content: { $case: 'text', value: { body: 'olá 😀 שלום\uFFFD' } },
        rawJson: JSON.stringify(message),
      },
    ]);
  });

  it('hands on a batch of a thousand, in order', async () => {
    const messages = Array.from({ length: 700 }, () => messageOf());
    const statuses = Array.from({ length: 300 }, () => statusOf());
    expect(await deliverItems({ messages, statuses })).toMatchObject({ status: 200 });
    expect(idsOf(peers.messages.values())).toEqual(idsOf(messages));
    expect(peers.statuses.map(({ messageId }) => messageId)).toEqual(idsOf(statuses));
  });

  it('keeps what it cannot hand on, and hands on the rest', async () => {
    const webhook = webhookOf(
      [
        messagesChange({
          messages: [{ type: 'text' }, messageOf(), messageOf({ timestamp: '1' })],
          errors: [{ code: 131031 }],
        }),
      ],
      [{ field: 'standby', value: {} }, messagesChange({ statuses: [statusOf(), 7] }, '200')],
    );
    expect(await gateway.deliver(webhook)).toMatchObject({ status: 200 });
    expect([peers.messages.size, peers.statuses.length]).toEqual([1, 1]);
    expect(await quarantined()).toEqual([
      { kind: 'change', reason: 'NOT_HANDLED', detail: 'standby' },
      { kind: 'error', reason: 'REPORTED_ERROR', detail: 'code 131031' },
      { kind: 'message', reason: 'MALFORMED', detail: 'id, timestamp' },
      { kind: 'message', reason: 'STALE_EVENT', detail: 'timestamp' },
      { kind: 'status', reason: 'MALFORMED', detail: 'item' },
    ]);
  });

  it.each([
    ['NOT_JSON', 'nonsense'],
    ['NOT_A_WEBHOOK', '{"t":"ol\\u00e1 \\ud83d\\ude00"}'],
    ['TOO_DEEP', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
  ])('that says nothing is kept as %s and answered 200', async (reason, body) => {
    expect(await gateway.deliver(body)).toMatchObject({ status: 200, body: '' });
    const [kept] = await database.query('SELECT reason, raw FROM quarantine');
    expect([kept!['reason'], Buffer.from(body).equals(kept!['raw'] as Buffer)]).toEqual([reason, true]);
  });

  it('that comes again keeps nothing twice', async () => {
    const webhook = webhookOf([messagesChange({ messages: [messageOf(), messageOf({ id: '' })], statuses: [null] })]);
    for (let time = 0; time < 3; time += 1) expect(await gateway.deliver(webhook)).toMatchObject({ status: 200 });
    expect([peers.messages.size, (await quarantined()).length]).toEqual([1, 2]);
  });

  it('may come twenty times at once to two gateways', async () => {
    const webhook = webhookOf([messagesChange({ messages: [messageOf()], statuses: [7] })]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? gateway : second).deliver(webhook)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect([peers.messages.size, (await quarantined()).length]).toEqual([1, 1]);
  });

  it('shares calls with others of its moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        deliverItems({ messages: [messageOf({ from: `55119${10_000 + index}` })] }),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(peers.messages.size).toBe(100);
    expect(peers.calls.acceptMessages).toBeLessThan(100);
  });
});

describe('an item that a peer refuses', () => {
  it('is kept with the reason and costs no neighbour', async () => {
    const [good, bad, status] = [messageOf(), messageOf(), statusOf()];
    peers.refuses.set(bad.id, 'INVALID_MESSAGE').set(status.id, 'INVALID_REQUEST');
    expect(await deliverItems({ messages: [bad, good], statuses: [status, statusOf()] })).toMatchObject({
      status: 200,
    });
    expect([idsOf(peers.messages.values()), peers.statuses.length]).toEqual([[good.id], 1]);
    expect(await quarantined()).toEqual([
      { kind: 'message', reason: 'INVALID_MESSAGE', detail: '' },
      { kind: 'status', reason: 'INVALID_REQUEST', detail: '' },
    ]);
  });

  it('is found when the peer refuses a whole call for it', async () => {
    peers.orchestrator = 'INVALID_MESSAGE';
    expect(await deliverItems({ messages: [messageOf(), messageOf()] })).toMatchObject({ status: 200 });
    expect(await quarantined()).toHaveLength(2);
  });

  it.each(['INTERNAL', 'OVERLOADED', 'STORE_UNAVAILABLE'] as const)(
    'for now (%s) has to come again',
    async (reason) => {
      const message = messageOf();
      peers.refuses.set(message.id, reason);
      expect(await deliverItems({ messages: [message] })).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
      });
      expect(await quarantined()).toEqual([]);
      peers.refuses.clear();
      expect(await deliverItems({ messages: [message] })).toMatchObject({ status: 200 });
    },
  );
});

describe('a webhook that cannot be stored now', () => {
  it.each(['PEER_UNAVAILABLE', 'INTERNAL', 'OVERLOADED'] as const)(
    'is answered 503 while the orchestrator says %s, and 200 when it comes again',
    async (mood) => {
      const webhook = webhookOf([messagesChange({ messages: [messageOf()], statuses: [statusOf()] })]);
      peers.orchestrator = mood;
      expect(await gateway.deliver(webhook)).toMatchObject({ status: 503, body: '', headers: { 'retry-after': '1' } });
      expect(peers.statuses).toEqual([]);
      peers.orchestrator = 'well';
      expect(await gateway.deliver(webhook)).toMatchObject({ status: 200 });
      expect([peers.messages.size, peers.statuses.length]).toEqual([1, 1]);
    },
  );

  it('is answered 503 when the notifier fails after the orchestrator has committed', async () => {
    const webhook = webhookOf([messagesChange({ messages: [messageOf()], statuses: [statusOf()] })]);
    peers.notifier = 'STORE_UNAVAILABLE';
    expect(await gateway.deliver(webhook)).toMatchObject({ status: 503 });
    expect(peers.messages.size).toBe(1);
    peers.notifier = 'well';
    expect(await gateway.deliver(webhook)).toMatchObject({ status: 200 });
    expect([peers.messages.size, peers.statuses.length]).toEqual([1, 1]);
  });

  it.each(['orchestrator', 'notifier'] as const)('is answered 503 within two seconds by a silent %s', async (peer) => {
    peers[peer] = 'silent';
    const startedAt = performance.now();
    expect(await deliverItems({ messages: [messageOf()], statuses: [statusOf()] })).toMatchObject({ status: 503 });
    expect(performance.now() - startedAt).toBeLessThan(2_500); // 2 s and what a busy machine adds
  });

  it('is answered 503 while what it holds cannot be kept', async () => {
    await database.query('ALTER TABLE quarantine RENAME TO away');
    try {
      expect(await deliverItems({ messages: [{ id: 'bad' }] })).toMatchObject({ status: 503 });
      expect(await deliverItems({ messages: [messageOf()] })).toMatchObject({ status: 200 });
    } finally {
      await database.query('ALTER TABLE away RENAME TO quarantine');
    }
    expect(await deliverItems({ messages: [{ id: 'bad' }] })).toMatchObject({ status: 200 });
  });
});

describe('the beats', () => {
  const told = (key: 'posts' | 'refused') => peers.beats.reduce((sum, beat) => sum + beat[key], 0);

  it('come without any webhook, each gateway under its own name', async () => {
    peers.beats.length = 0;
    await until(() => new Set(peers.beats.map(({ gateway: name }) => name)).size === 2, 15_000);
  }, 20_000);

  it('tell a refusal soon, and what was stored with its newest event', async () => {
    peers.orchestrator = 'INTERNAL';
    await deliverItems({ messages: [messageOf()] });
    peers.orchestrator = 'well';
    const at = Math.floor(Date.now() / 1_000) - 5;
    await gateway.deliver(webhookOf([messagesChange({ messages: [messageOf({ timestamp: `${at}` })] }, '777')]));
    await until(() => told('refused') === 1 && peers.beats.some(({ newestEventAt }) => '777' in newestEventAt), 15_000);
    const newest = peers.beats.flatMap(({ newestEventAt }) => newestEventAt['777'] ?? []);
    expect(newest).toEqual([new Date(at * 1_000)]);
    expect(told('posts')).toBeGreaterThanOrEqual(2);
  }, 20_000);

  it('lose no refusal while the notifier is away', async () => {
    peers.notifier = 'INTERNAL';
    await deliverItems({ statuses: [statusOf()] });
    peers.notifier = 'well';
    await until(() => told('refused') >= 1, 15_000);
  }, 20_000);
});

describe('the doors', () => {
  it('show probes and metrics on the ops port only', async () => {
    for (const path of ['/health/live', '/health/ready', '/health/startup', '/metrics']) {
      expect([path, (await gateway.get(path, 'OPS_PORT')).status]).toEqual([path, 200]);
      expect([path, (await gateway.get(path)).status]).toEqual([path, 404]);
    }
  });

  it.each(['/%6detrics', '/metrics?x=1', 'http://parley/metrics', '/health/%6Cive', '/metrics/', '//metrics'])(
    'show nothing of that under another spelling: %s',
    async (path) => {
      expect((await gateway.get(path)).status).toBe(404);
    },
  );

  it('take no webhooks at the ops port', async () => {
    expect((await gateway.get('/webhooks/whatsapp', 'OPS_PORT')).status).toBe(404);
  });

  it('count what became of webhooks and messages, under bounded labels', async () => {
    await deliverItems({ messages: [messageOf(), messageOf({ type: '5511990000001' }), { id: 'bad' }] });
    const { body } = await gateway.get('/metrics', 'OPS_PORT');
    expect(body).toMatch(/^messages_processed_total\{type="text",status="accepted",service="gateway"\} \d+$/m);
    expect(body).toMatch(/^messages_processed_total\{type="unknown",status="accepted",service="gateway"\} \d+$/m);
    expect(body).toMatch(/^message_processing_duration_seconds_count\{.*type="text".*\} \d+$/m);
    expect(body).toMatch(/^gateway_webhooks_total\{status="401",service="gateway"\} \d+$/m);
    expect(body).toMatch(/^gateway_signature_refusals_total\{cause="mismatch",service="gateway"\} \d+$/m);
    expect(body).toMatch(/^gateway_quarantined_total\{kind="message",reason="MALFORMED",service="gateway"\} \d+$/m);
    expect(body).not.toContain('5511990000001');
  });
});
