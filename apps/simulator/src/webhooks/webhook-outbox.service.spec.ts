import { eventually } from '../testing/eventually.js';
import { SECRET, SimulatorUnderTest } from '../testing/simulator-under-test.js';
import { WebhookReceiver } from '../testing/webhook-receiver.js';
import { signWebhook } from './sign-webhook.js';

const WEEK_MS = 7 * 86_400_000;

describe('webhooks', () => {
  let simulator: SimulatorUnderTest;

  beforeAll(async () => {
    simulator = await SimulatorUnderTest.start();
  });
  afterAll(() => simulator.close());
  beforeEach(() => simulator.reset());

  const post = async (payload: unknown) => {
    const { body } = await simulator.call('POST', '/webhooks/raw', { payload });
    return String(body['postId']);
  };
  const attemptsOf = async (postId: string) => {
    const { body } = await simulator.call('GET', `/log/webhooks?postId=${postId}&bodies=true`);
    return body['entries'] as { attempt: number; status: number | null; durationMs: number; body: string }[];
  };
  const counts = async () => (await simulator.call('GET', '/webhooks')).body;

  it('are signed over the bytes that are sent, with the first secret', async () => {
    await post({ text: 'olá 😀' });
    await eventually(() => expect(simulator.receiver.posts).toHaveLength(1));
    const [{ bytes, signature }] = simulator.receiver.posts as [{ bytes: Buffer; signature: string }];
    expect(bytes.toString('latin1')).toBe('{"text":"ol\\u00e1 \\ud83d\\ude00"}');
    expect(signature).toBe(signWebhook(SECRET, bytes));
    expect(signature).not.toBe(signWebhook('older-secret', bytes));
  });

  it.each([201, 204, 400, 401, 413, 500, 503])('come again, byte for byte, after a %i', async (status) => {
    simulator.receiver.answer = () => (simulator.receiver.posts.length < 3 ? status : 200);
    const postId = await post({ text: 'olá 😀' });
    await eventually(() => expect(simulator.receiver.posts).toHaveLength(3));
    const [first, ...later] = simulator.receiver.posts;
    for (const again of later) expect(again).toEqual(first);
    await eventually(async () => {
      expect((await attemptsOf(postId)).map(({ attempt, status }) => [attempt, status])).toEqual([
        [1, status],
        [2, status],
        [3, 200],
      ]);
    });
    expect(await counts()).toMatchObject({ ready: 0, waiting: 0, inFlight: 0 });
  });

  it('come once when they are answered with 200', async () => {
    await post({ n: 1 });
    await eventually(() => expect(simulator.receiver.posts).toHaveLength(1));
    await simulator.call('POST', '/clock', { advanceMs: WEEK_MS });
    await post({ n: 2 });
    await eventually(() => expect(simulator.receiver.posts).toHaveLength(2));
    expect(simulator.receiver.posts.map(({ bytes }) => bytes.toString())).toEqual(['{"n":1}', '{"n":2}']);
  });

  it('are given up after a week', async () => {
    simulator.receiver.answer = () => 503;
    await post({ n: 1 });
    await eventually(async () => expect(await counts()).toMatchObject({ waiting: 1 }));
    await simulator.call('POST', '/clock', { advanceMs: WEEK_MS + 1 });
    await eventually(async () =>
      expect(await counts()).toMatchObject({ ready: 0, waiting: 0, inFlight: 0, dropped: 1 }),
    );
  });

  it('that are no JSON go out as they stand', async () => {
    await post('{"object":');
    await eventually(() => expect(simulator.receiver.posts[0]?.bytes.toString()).toBe('{"object":'));
  });

  it('are doubled by a knob, with the same bytes', async () => {
    await simulator.turn({ duplicateRate: 1 });
    await post({ n: 1 });
    await eventually(() => expect(simulator.receiver.posts).toHaveLength(2));
    expect(simulator.receiver.posts[0]).toEqual(simulator.receiver.posts[1]);
  });

  it('overtake each other by a knob, and none is lost', async () => {
    await simulator.turn({ reorderRate: 0.5, webhookConcurrency: 1 });
    const sent = Array.from({ length: 20 }, (_, n) => `{"n":${n}}`);
    for (const n of sent.keys()) await post({ n });
    await eventually(() => expect(simulator.receiver.posts).toHaveLength(20));
    const arrived = simulator.receiver.posts.map(({ bytes }) => bytes.toString());
    expect(arrived).not.toEqual(sent);
    expect(arrived.toSorted()).toEqual(sent.toSorted());
  });

  it('keep their order without that knob, one at a time', async () => {
    await simulator.turn({ webhookConcurrency: 1 });
    const sent = Array.from({ length: 20 }, (_, n) => `{"n":${n}}`);
    for (const n of sent.keys()) await post({ n });
    await eventually(() => expect(simulator.receiver.posts.map(({ bytes }) => bytes.toString())).toEqual(sent));
  });

  it('of one moment share a POST with several entries by a knob', async () => {
    await simulator.turn({ webhookBatchMs: 100 });
    for (let n = 0; n < 12; n += 1) await simulator.write('ana', { kind: 'text', text: `message ${n}` });
    await eventually(() => expect(simulator.receiver.items('messages')).toHaveLength(12));
    expect(simulator.receiver.posts.length).toBeLessThan(12);
    const entries = simulator.receiver.posts.flatMap(
      ({ bytes }) => (JSON.parse(bytes.toString()) as { entry: unknown[] }).entry,
    );
    expect(entries.length).toBeGreaterThan(1);
  });

  it('begin with a handshake that tells whether the business is there', async () => {
    expect((await simulator.call('POST', '/webhooks/handshake')).body).toEqual({ verified: true, status: 200 });
    expect(await counts()).toMatchObject({ online: true });
  });
});

describe('a business that is not there', () => {
  it('shows as offline, and as online with what waited once it is there', async () => {
    const gone = await WebhookReceiver.listen('spec-verify-token');
    gone.close();
    const simulator = await SimulatorUnderTest.start({ SIMULATOR_WEBHOOK_URL: gone.url });
    const stateOf = async () => (await simulator.call('GET', '/phone/api/state')).body;
    await simulator.write('ana', { kind: 'text', text: 'is anybody there?' });
    expect(await stateOf()).toMatchObject({ business: { online: false }, chats: { ana: [{ state: 'sending' }] } });
    const back = await WebhookReceiver.listen('spec-verify-token', Number(new URL(gone.url).port));
    await eventually(async () => {
      expect(await stateOf()).toMatchObject({ business: { online: true }, chats: { ana: [{ state: 'delivered' }] } });
    });
    back.close();
    await simulator.close();
  });

  it('refuses the handshake with another verify token', async () => {
    const simulator = await SimulatorUnderTest.start({ WHATSAPP_VERIFY_TOKEN: 'wrong' });
    expect((await simulator.call('POST', '/webhooks/handshake')).body).toEqual({ verified: false, status: 403 });
    await simulator.close();
  });
});
