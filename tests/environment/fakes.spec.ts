import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Anthropic from '@anthropic-ai/sdk';
import { FakeGraph } from './fake-graph.ts';
import { FakeModel } from './fake-model.ts';
import { outcomes } from './graph-outcome.ts';
import { readBody } from './http-body.ts';
import { Meta, sign } from './meta.ts';

describe(FakeGraph.name, () => {
  let graph: FakeGraph;
  beforeAll(async () => (graph = await FakeGraph.start()));
  afterAll(() => graph.stop());
  beforeEach(() => graph.forget());

  const send = (opaque: string): Promise<Response> =>
    fetch(`${graph.url}/v25.0/100/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      body: JSON.stringify({ to: '+34600', type: 'text', text: { body: 'hi' }, biz_opaque_callback_data: opaque }),
      signal: AbortSignal.timeout(300),
    });

  it('takes a message, answers its id and remembers it by the id of its sender', async () => {
    const answer = (await (await send('row.1')).json()) as { messages: { id: string }[] };
    expect(graph.acceptedOf('row')).toMatchObject([{ to: '34600', text: 'hi', wamid: answer.messages[0]!.id }]);
  });

  it.each(['answerLost', 'bodyCut', 'acceptedThenSilent', 'acceptedThen500', 'acceptedUnreadable'] as const)(
    'takes a message of which the sender does not learn: %s',
    async (name) => {
      graph.queue.push(outcomes[name]);
      const id = send('row.1').then(
        async (answer) => ((await answer.json()) as { messages?: { id: string }[] }).messages?.[0]?.id,
      );
      await expect(id.catch(() => undefined)).resolves.toBeUndefined();
      expect(graph.accepted).toHaveLength(1);
    },
  );

  it.each(['refused500', 'cutBeforeAccept', 'silentBeforeAccept', 'throttledPair', 'badToken'] as const)(
    'does not take a message: %s',
    async (name) => {
      graph.queue.push(outcomes[name]);
      await send('row.1').catch(() => undefined);
      expect(graph.accepted).toHaveLength(0);
      expect(graph.attempts).toHaveLength(1);
    },
  );
});

describe(Meta.name, () => {
  const received: { body: string; signature: string }[] = [];
  const answers: number[] = [];
  let gateway: Server;
  let meta: Meta;

  beforeAll(async () => {
    gateway = createServer((request, response) => {
      void readBody(request).then((body) => {
        received.push({ body: body.toString(), signature: String(request.headers['x-hub-signature-256']) });
        response.writeHead(answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/webhooks/whatsapp`;
    meta = new Meta({ webhookUrls: () => [url], secret: 'parley-test-secret' });
  });
  afterAll(async () => {
    await meta.stop();
    gateway.close();
  });

  it('escapes what is not ASCII in the bytes that it signs', () => {
    const { bytes, signature } = sign({ t: 'olá 😀 שלום' }, 'parley-test-secret');
    expect(bytes.toString()).toBe('{"t":"ol\\u00e1 \\ud83d\\ude00 \\u05e9\\u05dc\\u05d5\\u05dd"}');
    expect(signature).toBe('sha256=96f110d9a1b06650a432de7d591595e892eb8a56e9d5905a7b0c8fb75b650337');
  });

  it('sends a POST again, byte for byte, until it is answered 200', async () => {
    answers.push(503, 500);
    const event = await meta.write('34600', '¡hola!');
    expect(event.ackedAt).toBeGreaterThan(0);
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    const [{ body, signature }] = received as [{ body: string; signature: string }];
    expect(signature).toBe(`sha256=${createHmac('sha256', 'parley-test-secret').update(body).digest('hex')}`);
    expect(meta.answers).toMatchObject({ 200: 1, 500: 1, 503: 1 });
  });
});

describe(FakeModel.name, () => {
  let model: FakeModel;
  let client: Anthropic;
  beforeAll(async () => {
    model = await FakeModel.start();
    client = new Anthropic({ baseURL: model.url, apiKey: 'k', maxRetries: 0 });
  });
  afterAll(() => model.stop());

  const ask = (text: string) =>
    client.messages
      .stream({ model: 'claude-haiku-5-5', max_tokens: 100, messages: [{ role: 'user', content: text }] })
      .finalMessage();

  it('repeats the tokens of the person to the real SDK', async () => {
    const { content, stop_reason } = await ask('hola tok-34600-7 adiós');
    expect(content).toMatchObject([{ type: 'text', text: 'You said: tok-34600-7' }]);
    expect(stop_reason).toBe('end_turn');
  });

  it('fails as the script says', async () => {
    model.script = () => ({ kind: 'error', status: 529, type: 'overloaded_error' });
    await expect(ask('x')).rejects.toMatchObject({ status: 529 });
    model.script = () => ({ kind: 'broken', text: 'half an ans', how: 'cut' });
    await expect(ask('x')).rejects.toThrow();
    model.script = () => ({ kind: 'tool', name: 'search', input: { q: 1 } });
    expect((await ask('x')).content).toMatchObject([{ type: 'tool_use', name: 'search', input: { q: 1 } }]);
  });
});
