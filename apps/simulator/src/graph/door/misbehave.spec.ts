import { request } from 'undici';
import { eventually } from '../../testing/eventually.js';
import { errorOf, PHONE_NUMBER_ID, SimulatorUnderTest, wamidOf } from '../../testing/simulator-under-test.js';

const TO = '+15550001';

/** What a caller saw, and what was true. */
interface Seen {
  status?: number;
  code?: number;
  error?: string;
}

describe('faults', () => {
  let simulator: SimulatorUnderTest;

  beforeAll(async () => {
    simulator = await SimulatorUnderTest.start();
  });
  afterAll(() => simulator.close());
  beforeEach(() => simulator.reset());

  const order = (fault: object) => simulator.call('POST', '/faults', fault);
  const lastSend = async () => {
    const { body } = await simulator.call('GET', '/log/sends');
    return (body['entries'] as Record<string, unknown>[]).at(-1)!;
  };
  /** A send as a client with a limit of half a second sees it. */
  const send = async (): Promise<Seen> => {
    try {
      const answer = await request(`${simulator.url}/v25.0/${PHONE_NUMBER_ID}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer spec-token' },
        body: JSON.stringify({ messaging_product: 'whatsapp', to: TO, type: 'text', text: { body: 'hi' } }),
        signal: AbortSignal.timeout(500),
      });
      const body = (await answer.body.json()) as { error?: { code: number } };
      return { status: answer.statusCode, ...(body.error && { code: body.error.code }) };
    } catch (error) {
      return { error: (error as { code?: string }).code === 'ECONNRESET' ? 'ECONNRESET' : (error as Error).name };
    }
  };

  it.each<[string, object, Seen, boolean]>([
    ['reset-before', {}, { error: 'ECONNRESET' }, false],
    ['hang', {}, { error: 'TimeoutError' }, false],
    ['5xx-before', {}, { status: 500, code: 131000 }, false],
    ['5xx-before', { httpStatus: 503, code: 2 }, { status: 503, code: 2 }, false],
    ['graph-error', { code: 131056 }, { status: 429, code: 131056 }, false],
    ['graph-error', { code: 131048, httpStatus: 400 }, { status: 400, code: 131048 }, false],
    ['drop-after-accept', {}, { error: 'ECONNRESET' }, true],
    ['hang-after-accept', {}, { error: 'TimeoutError' }, true],
    ['5xx-after', {}, { status: 500, code: 131000 }, true],
    ['truncate', {}, { error: 'SocketError' }, true],
    ['slow', { delayMs: 100 }, { status: 200 }, true],
    ['slow', { delayMs: 2_000 }, { error: 'TimeoutError' }, true],
  ])('%s %j: the caller sees %j, and accepted is %s', async (effect, more, seen, isAccepted) => {
    await order({ endpoint: 'messages', effect, ...more, when: { next: 1 } });
    expect(await send()).toEqual(seen);
    if (effect !== 'slow') expect(await lastSend()).toMatchObject({ accepted: isAccepted, effect });
    expect(await send()).toEqual({ status: 200 });
    const { body } = await simulator.call('GET', '/faults');
    expect(body).toMatchObject([{ effect, fired: 1 }]);
  });

  it('say when a caller may come again', async () => {
    await order({ endpoint: 'messages', effect: 'graph-error', code: 130429, retryAfterSeconds: 7 });
    expect((await simulator.sendText(TO)).headers['retry-after']).toBe('7');
  });

  it('of an accepted message bring its statuses all the same', async () => {
    await order({ endpoint: 'messages', effect: 'drop-after-accept' });
    await simulator.sendText(TO, 'hi', { biz_opaque_callback_data: 'row-1' }).catch(() => undefined);
    const { wamid } = await lastSend();
    await eventually(() => {
      expect(simulator.receiver.items('statuses')).toMatchObject([
        { id: wamid, status: 'sent', biz_opaque_callback_data: 'row-1' },
        { id: wamid, status: 'delivered', biz_opaque_callback_data: 'row-1' },
      ]);
    });
  });

  it('turn the statuses of an accepted message into a failure', async () => {
    await order({ endpoint: 'statuses', effect: 'failed', code: 131026, when: { contact: TO } });
    expect((await simulator.sendText(TO, 'hi', { biz_opaque_callback_data: 'row-2' })).status).toBe(200);
    await eventually(() => {
      expect(simulator.receiver.items('statuses')).toMatchObject([
        { status: 'failed', recipient_id: '15550001', biz_opaque_callback_data: 'row-2', errors: [{ code: 131026 }] },
      ]);
    });
  });

  it('keep statuses back, for a while or for ever', async () => {
    await order({ endpoint: 'statuses', effect: 'late', delayMs: 300_000, when: { contact: TO } });
    await order({ endpoint: 'statuses', effect: 'never', when: { next: 1 } });
    const late = wamidOf(await simulator.sendText(TO));
    const never = wamidOf(await simulator.sendText('+15550002'));
    const usual = wamidOf(await simulator.sendText('+15550002'));
    const seen = () => new Set(simulator.receiver.items<{ id: string }>('statuses').map(({ id }) => id));
    await eventually(() => expect(seen()).toEqual(new Set([usual])));
    await simulator.call('POST', '/clock', { advanceMs: 300_000 });
    await eventually(() => expect(seen()).toEqual(new Set([usual, late])));
    expect(seen()).not.toContain(never);
  });

  it('concern only the person and the endpoint they name', async () => {
    await order({ endpoint: 'messages', effect: 'graph-error', code: 131026, when: { contact: '15550009' } });
    await order({ endpoint: 'media', effect: 'not-found' });
    expect(await send()).toEqual({ status: 200 });
    expect(errorOf(await simulator.sendText('+15550009')).code).toBe(131026);
    expect((await simulator.graph('GET', '/123')).status).toBe(404);
  });

  it('can hit the read call alone', async () => {
    await order({ endpoint: 'read', effect: '5xx-before' });
    const mark = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' };
    expect((await simulator.graph('POST', `/${PHONE_NUMBER_ID}/messages`, mark)).status).toBe(500);
    expect(await send()).toEqual({ status: 200 });
  });

  it('end when they are deleted', async () => {
    const { body } = await order({ endpoint: 'messages', effect: '5xx-before' });
    expect(await send()).toMatchObject({ status: 500 });
    await simulator.call('DELETE', `/faults/${String(body['id'])}`);
    expect(await send()).toEqual({ status: 200 });
    expect((await simulator.call('DELETE', `/faults/${String(body['id'])}`)).status).toBe(404);
  });

  it('are refused with the reason when they make no sense', async () => {
    const answer = await order({ endpoint: 'messages', effect: 'graph-error' });
    expect(answer).toMatchObject({ status: 400, body: { reason: 'INVALID_REQUEST' } });
    expect(answer.body['message']).toContain('code');
  });

  it('of the knobs do the same by rate', async () => {
    await simulator.turn({ dropResponseRate: 1 });
    expect(await send()).toEqual({ error: 'ECONNRESET' });
    expect(await lastSend()).toMatchObject({ accepted: true });
    await simulator.turn({ dropResponseRate: 0, failBeforeAcceptRate: 1 });
    expect(await send()).toMatchObject({ status: 500 });
    expect(await lastSend()).toMatchObject({ accepted: false });
    await simulator.turn({ failBeforeAcceptRate: 0, failAfterAcceptRate: 1 });
    expect(await send()).toMatchObject({ status: 500 });
    expect(await lastSend()).toMatchObject({ accepted: true });
    await simulator.turn({ failAfterAcceptRate: 0, errorCode: 131049, errorCount: 1 });
    expect(await send()).toMatchObject({ code: 131049 });
    expect(await send()).toEqual({ status: 200 });
  });

  it('of the knobs delay every answer by the latency', async () => {
    await simulator.turn({ latencyMs: 80 });
    const startedAt = performance.now();
    expect(await send()).toEqual({ status: 200 });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(79);
  });
});
