import Anthropic, { APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ModelModule } from '../model.module.js';

type Params = Anthropic.MessageCreateParamsNonStreaming;

describe('scripts and faults, seen by the real SDK', () => {
  let app: NestFastifyApplication;
  let base: string;
  let client: Anthropic;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [ModelModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ bodyLimit: 32 * 1024 * 1024 }));
    await app.listen(0, '127.0.0.1');
    base = `${await app.getUrl()}/anthropic`;
    client = new Anthropic({ baseURL: base, apiKey: 'offline-demo', maxRetries: 0 });
  });
  afterAll(() => app.close());
  afterEach(() => fetch(base, { method: 'DELETE' }));

  const control = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${base}/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : undefined };
  };
  const fault = (kind: string, more: object = {}) => control('POST', 'faults', { kind, ...more });
  const ask = (text: string, more: Partial<Params> = {}): Params => ({
    model: 'claude-haiku-5-5',
    max_tokens: 4_000,
    thinking: { type: 'disabled' },
    messages: [{ role: 'user', content: text }],
    ...more,
  });
  const textOf = ({ content }: { content: Anthropic.ContentBlock[] }) =>
    content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
  const failure = async (call: Promise<unknown>): Promise<APIError> => {
    const error: unknown = await call.then(
      () => new Error('it did not fail'),
      (thrown: unknown) => thrown,
    );
    if (error instanceof APIError) return error;
    throw error;
  };

  it.each([
    ['429', Anthropic.RateLimitError, { type: 'rate_limit_error', errorCode: null }],
    ['ramp', Anthropic.RateLimitError, { errorCode: 'ramp_limit_exceeded' }],
    ['spend', Anthropic.RateLimitError, { errorCode: 'enforced_spend_limit_reached' }],
    ['401', Anthropic.AuthenticationError, { type: 'authentication_error' }],
    ['402', Anthropic.PaymentRequiredError, { type: 'billing_error' }],
    ['403', Anthropic.PermissionDeniedError, { type: 'permission_error' }],
    ['413', Anthropic.ContentTooLargeError, { type: null }],
    ['500', Anthropic.InternalServerError, { type: 'api_error' }],
    ['529', Anthropic.OverloadedError, { type: 'overloaded_error', status: 529 }],
  ])('%s arrives as the class that the SDK has for it', async (kind, type, fields) => {
    await fault(kind);
    const error = await failure(client.messages.create(ask('hi')));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ ...fields, requestID: expect.stringMatching(/^req_emu_/) as string });
    await expect(client.messages.create(ask('hi'))).resolves.toBeDefined();
  });

  it('a wait that the API asks for is kept by the SDK, and a spend limit names none', async () => {
    await fault('429', { retryAfterS: 0.2 });
    const started = performance.now();
    await client.messages.create(ask('hi'), { maxRetries: 1 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(190);
    const { requests } = (await control('GET', 'log')).body as { requests: { status: number; attempt: number }[] };
    expect(requests).toMatchObject([
      { status: 429, attempt: 0 },
      { status: 200, attempt: 1 },
    ]);
    await fault('spend');
    expect((await failure(client.messages.create(ask('hi')))).headers?.has('retry-after')).toBe(false);
  });

  it('act on the next ones, on every n-th, or always, and only where they match', async () => {
    const outcomes = async (count: number, text = 'hi') => {
      const statuses: (number | undefined)[] = [];
      for (let call = 0; call < count; call++) {
        statuses.push(
          await client.messages.create(ask(text)).then(
            () => 200,
            (error: APIError) => error.status,
          ),
        );
      }
      return statuses;
    };
    await fault('500', { when: { every: 3 } });
    expect(await outcomes(6)).toEqual([200, 200, 500, 200, 200, 500]);
    await control('DELETE', 'faults');
    await fault('529', { when: 'always', match: { text: 'unlucky' } });
    expect(await outcomes(2)).toEqual([200, 200]);
    expect(await outcomes(2, 'I am Unlucky')).toEqual([529, 529]);
    await control('DELETE', 'faults');
    await fault('500', { when: { next: 2 } });
    expect(await outcomes(3)).toEqual([500, 500, 200]);
  });

  it('in mid-stream are an error event, a cut, or an end without message_stop', async () => {
    await fault('sse-error');
    const overloaded = await failure(client.messages.stream(ask('¿quién eres?')).finalMessage());
    expect(overloaded).toMatchObject({ status: undefined, type: 'overloaded_error' });
    for (const kind of ['cut', 'clean-end']) {
      await fault(kind);
      await expect(client.messages.stream(ask('who are you?')).finalMessage()).rejects.toBeInstanceOf(
        Anthropic.AnthropicError,
      );
    }
  });

  it('of silence last until the caller gives up', async () => {
    await fault('hang');
    const timeout = await failure(client.messages.create(ask('hi'), { timeout: 100 }));
    expect(timeout).toBeInstanceOf(APIConnectionTimeoutError);
    await fault('headers-then-silence');
    const silent = client.messages.stream(ask('hi'), { signal: AbortSignal.timeout(100) });
    expect(await failure(silent.finalMessage())).toBeInstanceOf(Anthropic.APIUserAbortError);
  });

  it('of the answer reach the caller as they are', async () => {
    const answerWith = async (kind: string, more: Partial<Params> = {}) => {
      await fault(kind);
      return client.messages.stream(ask('who are you?', more)).finalMessage();
    };
    expect((await answerWith('empty')).content).toEqual([]);
    expect((await answerWith('thinking-only', { thinking: undefined })).content).toMatchObject([{ type: 'thinking' }]);
    expect(await answerWith('refusal')).toMatchObject({
      stop_reason: 'refusal',
      stop_details: { category: 'general_harms' },
    });
    expect((await answerWith('max_tokens')).stop_reason).toBe('max_tokens');
    expect(textOf(await answerWith('long'))).toHaveLength(20_000);
    expect(textOf(await answerWith('broken-utf8'))).toContain('\ufffd');
    expect((await answerWith('unknown-stop-reason')).stop_reason).toBe('solar_flare');
    expect(textOf(await answerWith('unknown-event'))).toContain('assistant');
    expect((await answerWith('unknown-block')).content[0]).toMatchObject({ type: 'hologram' });
    await expect(answerWith('invalid-tool-json').then(({ content }) => JSON.stringify(content))).rejects.toThrow();
  });

  it('answers as scripted, matched on agent, text and tool results', async () => {
    await control('POST', 'script', {
      match: { agent: 'sales', text: 'price' },
      reply: { text: 'from the script' },
      times: 1,
    });
    const sales = { system: '<agent name="sales">' };
    expect(
      textOf(await client.messages.create(ask('What PRICE?', { system: '<agent name="support">' }))),
    ).not.toContain('script');
    expect(textOf(await client.messages.create(ask('What PRICE?', sales)))).toBe('from the script');
    expect(textOf(await client.messages.create(ask('What PRICE?', sales)))).not.toContain('script');
    expect(await control('POST', 'script', { reply: { txet: 1 } })).toMatchObject({ status: 400 });
  });

  it('keeps the log bounded', async () => {
    for (let call = 0; call < 205; call++) await client.messages.create(ask(`message ${call}`));
    const log = (await control('GET', 'log')).body as { total: number; requests: unknown[] };
    expect(log).toMatchObject({ total: 205 });
    expect(log.requests).toHaveLength(200);
  });
});
