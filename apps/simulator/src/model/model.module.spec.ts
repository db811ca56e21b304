import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { z } from 'zod';
import { ModelModule } from './model.module.js';

type Params = Anthropic.MessageCreateParamsNonStreaming;

describe('the emulated model API, called by the real SDK', () => {
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
  const ask = (text: string, more: Partial<Params> = {}): Params => ({
    model: 'claude-haiku-5-5',
    max_tokens: 4_000,
    thinking: { type: 'disabled' },
    messages: [{ role: 'user', content: text }],
    ...more,
  });
  const textOf = ({ content }: { content: Anthropic.ContentBlock[] }) =>
    content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');

  describe('messages', () => {
    it('answers a plain request with a whole message and its request id', async () => {
      const message = await client.messages.create(ask('hola'));
      expect(message).toMatchObject({
        type: 'message',
        role: 'assistant',
        model: 'claude-haiku-5-5',
        stop_reason: 'end_turn',
        content: [{ type: 'text', citations: null }],
      });
      expect(message._request_id).toMatch(/^req_emu_/);
      expect(textOf(message)).toMatch(/hola|buenas/i);
    });

    it('puts a thinking block first unless thinking is turned off', async () => {
      const thoughtful = await client.messages.create(ask('hello', { thinking: undefined }));
      expect(thoughtful.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
      expect(thoughtful.usage.output_tokens_details?.thinking_tokens).toBeGreaterThan(0);
    });

    it('plays the agents of builds: words, then the tool that ends their work', async () => {
      const contract = { type: 'object' as const, properties: { workflow: {}, sections: {}, slug: {} } };
      const tools = [{ name: 'submit_result', input_schema: contract }];
      const stream = client.messages.stream(ask('The request: a landing page for a bakery called Sol', { tools }));
      const { content, stop_reason, usage } = await stream.finalMessage();
      expect(stop_reason).toBe('tool_use');
      expect(content).toMatchObject([
        { type: 'text', text: expect.stringContaining('Sol') as string },
        { type: 'tool_use', name: 'submit_result', input: { title: 'Sol', slug: 'sol', kind: 'landing' } },
      ]);
      expect(usage.output_tokens).toBeGreaterThan(50);
    });

    it('ends with nothing but thoughts when max_tokens is spent on thinking', async () => {
      const message = await client.messages.create(ask('hello', { thinking: undefined, max_tokens: 64 }));
      expect(message).toMatchObject({ stop_reason: 'max_tokens', content: [{ type: 'thinking' }] });
    });

    it.each([0, 1, 7])('streams the same message, in pieces of %i bytes', async (splitBytes) => {
      await control('PUT', 'settings', { splitBytes });
      const events: string[] = [];
      const stream = client.messages.stream(ask('¿Quién eres? 😀 olá', { thinking: undefined }));
      stream.on('streamEvent', ({ type }) => events.push(type));
      const message = await stream.finalMessage();
      const whole = await client.messages.create(ask('¿Quién eres? 😀 olá', { thinking: undefined }));
      expect(textOf(message)).toBe(textOf(whole));
      expect(message.usage).toMatchObject({ output_tokens: whole.usage.output_tokens });
      expect(events[0]).toBe('message_start');
      expect(events.at(-1)).toBe('message_stop');
      expect(message.content[0]).toEqual(whole.content[0]);
    });

    it('takes its time when told to', async () => {
      await control('PUT', 'settings', { latencyMs: 150 });
      const started = performance.now();
      await client.messages.stream(ask('hi')).finalMessage();
      expect(performance.now() - started).toBeGreaterThanOrEqual(145);
    });

    it('fills structured output so that the schema of the caller accepts it', async () => {
      const schema = z.object({
        intent: z.enum(['greeting', 'order', 'complaint']),
        confidence: z.number().min(0.5).max(1),
        items: z.array(z.object({ name: z.string().min(2), count: z.int().min(1) })),
        note: z.string().nullable(),
        at: z.iso.datetime().optional(),
      });
      const message = await client.messages.parse(
        ask('I have a complaint about my 3 pizzas', { output_config: { format: zodOutputFormat(schema) } }),
      );
      expect(message.parsed_output).toMatchObject({ intent: 'complaint', items: [{ count: 3 }] });
    });

    it('calls the tool that a text asks for, and answers with its result', async () => {
      const tools: Anthropic.Tool[] = [
        {
          name: 'get_weather',
          description: 'Weather of a city',
          input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        },
        {
          name: 'get_order_status',
          description: 'Where an order is',
          input_schema: { type: 'object', properties: { order_id: { type: 'string' } }, required: ['order_id'] },
        },
      ];
      const question = { role: 'user' as const, content: '¿Dónde está mi pedido A-123?' };
      const call = await client.messages.create(ask('', { tools, messages: [question] }));
      const use = call.content.find((block) => block.type === 'tool_use')!;
      expect(use).toMatchObject({ name: 'get_order_status', input: { order_id: 'A-123' }, caller: { type: 'direct' } });
      expect(call.stop_reason).toBe('tool_use');
      const result = { type: 'tool_result' as const, tool_use_id: use.id, content: '{"state":"en camino"}' };
      const answer = await client.messages.create(
        ask('', {
          tools,
          messages: [question, { role: 'assistant', content: call.content }, { role: 'user', content: [result] }],
        }),
      );
      expect(textOf(answer)).toContain('en camino');
      const chat = await client.messages.create(ask('gracias', { tools }));
      expect(chat.content).toMatchObject([{ type: 'text' }]);
    });

    it('serves the tool runner that keeps no thread, thinking blocks included', async () => {
      const seen: unknown[] = [];
      const weather = betaZodTool({
        name: 'get_weather',
        description: 'Weather of a city',
        inputSchema: z.object({ city: z.string() }),
        run: (input) => {
          seen.push(input);
          return '22 degrees and sunny';
        },
      });
      const params = {
        model: 'claude-sonnet-5-5',
        max_tokens: 4_000,
        max_iterations: 3,
        tools: [weather],
        messages: [{ role: 'user' as const, content: 'What is the weather in Lisbon?' }],
      };
      const message = await client.beta.messages.toolRunner({ ...params, thread: false });
      expect(seen).toEqual([{ city: 'Lisbon' }]);
      expect(JSON.stringify(message.content)).toContain('22 degrees');
      const log = (await control('GET', 'log')).body as { requests: { body: object }[] };
      expect(log.requests).toHaveLength(2);
      expect(log.requests.some(({ body }) => 'thread' in body)).toBe(false);

      // The default asks the server to keep the conversation: refused, which makes the slip visible in the log.
      await client.beta.messages.toolRunner(params);
      const after = (await control('GET', 'log')).body as { requests: { status: number; body: object }[] };
      expect(after.requests.some(({ status, body }) => status === 400 && 'thread' in body)).toBe(true);
    });

    it('counts tokens the same way each time, and the same as a message reports', async () => {
      const { model, messages } = ask('how many tokens is this?');
      const first = await client.messages.countTokens({ model, messages });
      const second = await client.messages.countTokens({ model, messages });
      const message = await client.messages.create(ask('how many tokens is this?'));
      expect(first.input_tokens).toBe(second.input_tokens);
      expect(message.usage.input_tokens).toBe(first.input_tokens);
    });

    it('stops at a stop sequence', async () => {
      await control('POST', 'script', { reply: { text: 'one two three' } });
      const message = await client.messages.create(ask('count', { stop_sequences: [' two'] }));
      expect(message).toMatchObject({
        stop_reason: 'stop_sequence',
        stop_sequence: ' two',
        content: [{ text: 'one' }],
      });
    });
  });

  describe('the prompt cache', () => {
    const system = (last: string): Anthropic.TextBlockParam[] => [
      { type: 'text', text: 'Shared rules. '.repeat(200), cache_control: { type: 'ephemeral' } },
      { type: 'text', text: last, cache_control: { type: 'ephemeral' } },
    ];

    it('is written once, read by the next turn, and forgets after its lifetime', async () => {
      const turn = async () => (await client.messages.create(ask('hi', { system: system('Agent A') }))).usage;
      const first = await turn();
      const second = await turn();
      await control('PUT', 'settings', { clockOffsetMs: 6 * 60_000 });
      const late = await turn();
      expect(first.cache_creation_input_tokens).toBeGreaterThan(1_000);
      expect(first.cache_read_input_tokens).toBe(0);
      expect(second.cache_read_input_tokens).toBe(first.cache_creation_input_tokens);
      expect(second.cache_creation_input_tokens).toBe(0);
      expect(second.input_tokens).toBe(first.input_tokens);
      expect(late.cache_read_input_tokens).toBe(0);
    });

    it('shares the part before a changed block, and nothing when the first byte changes', async () => {
      await client.messages.create(ask('hi', { system: system('Agent A') }));
      const other = await client.messages.create(ask('hi', { system: system('Agent B') }));
      expect(other.usage.cache_read_input_tokens).toBeGreaterThan(1_000);
      expect(other.usage.cache_creation_input_tokens).toBeGreaterThan(0);
      const changed = system('Agent A');
      changed[0]!.text = `x${changed[0]!.text}`;
      const third = await client.messages.create(ask('hi', { system: changed }));
      expect(third.usage.cache_read_input_tokens).toBe(0);
    });

    it('does not cache a prefix below the minimum, and bills one hour apart', async () => {
      const short: Anthropic.TextBlockParam[] = [{ type: 'text', text: 'short', cache_control: { type: 'ephemeral' } }];
      const none = await client.messages.create(ask('hi', { system: short }));
      expect(none.usage).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: 0 });
      const [rules] = system('');
      const long: Anthropic.TextBlockParam[] = [{ ...rules!, cache_control: { type: 'ephemeral', ttl: '1h' } }];
      const hour = await client.messages.create(ask('hi', { system: long }));
      expect(hour.usage.cache_creation?.ephemeral_1h_input_tokens).toBeGreaterThan(1_000);
    });
  });

  describe('models', () => {
    it('are listed page by page, without the retired ones', async () => {
      const ids: string[] = [];
      for await (const { id } of client.models.list({ limit: 2 })) ids.push(id);
      expect(ids).toEqual(expect.arrayContaining(['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5']));
      expect(ids).not.toContain('claude-3-7-sonnet');
      const retired = await client.models.list({ lifecycle: ['retired'] });
      expect(retired.data.map(({ id }) => id)).toEqual(['claude-3-7-sonnet']);
      const haiku = await client.models.retrieve('claude-haiku-5-5');
      expect(haiku.capabilities?.thinking.types.disabled.supported).toBe(true);
    });

    it('can be missing or about to retire', async () => {
      await control('PUT', 'settings', {
        hiddenModels: ['claude-haiku-5-5'],
        retiresAt: { 'claude-sonnet-5-5': '2027-01-01T00:00:00Z' },
      });
      const models = (await client.models.list()).data;
      expect(models.map(({ id }) => id)).not.toContain('claude-haiku-5-5');
      expect(models.find(({ id }) => id === 'claude-sonnet-5-5')?.retires_at).toBe('2027-01-01T00:00:00Z');
      await expect(client.messages.create(ask('hi'))).rejects.toBeInstanceOf(Anthropic.NotFoundError);
    });
  });

  it('answers broken JSON, unknown routes and missing headers with the envelope of the API', async () => {
    const headers = {
      'content-type': 'application/json',
      authorization: 'Bearer x',
      'anthropic-version': '2026-10-21',
    };
    const post = async (path: string, body: string, given: Record<string, string>) => {
      const response = await fetch(`${base}/v1/${path}`, { method: 'POST', body, headers: given });
      return { status: response.status, body: await response.json(), id: response.headers.get('request-id') };
    };
    const envelope = (type: string) => ({ type: 'error', error: { type }, request_id: expect.any(String) as string });
    expect(await post('messages', '{', headers)).toMatchObject({
      status: 400,
      body: envelope('invalid_request_error'),
    });
    expect(await post('nothing', '{}', headers)).toMatchObject({ status: 404, body: envelope('not_found_error') });
    const { authorization: _, ...anonymous } = headers;
    expect(await post('messages', '{}', anonymous)).toMatchObject({
      status: 401,
      body: envelope('authentication_error'),
    });
    const { 'anthropic-version': __, ...unversioned } = headers;
    expect(await post('messages', '{}', unversioned)).toMatchObject({
      status: 400,
      body: envelope('invalid_request_error'),
    });
  });
});
