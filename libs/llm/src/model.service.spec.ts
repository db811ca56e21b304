import { createServer } from 'node:http';
import { Logger } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { readConfig } from '#libs/config';
import {
  answerEvents,
  sendEvents,
  sendModelError,
  type ServedModel,
  serveModel,
  until,
  writeEvents,
} from '#libs/testing';
import { z } from 'zod';
import { maxAnswerLength } from './read-answer.js';
import { modelVariables } from './model-variables.js';
import type { ModelCall } from './model-call.js';
import { ModelService } from './model.service.js';

const never = new AbortController().signal;

describe(ModelService.name, () => {
  let api: ServedModel;
  let model: ModelService;
  let texts: string[];

  const start = (env: Record<string, string> = {}) =>
    new ModelService(
      readConfig(z.object(modelVariables), {
        ANTHROPIC_API_KEY: 'key',
        ANTHROPIC_BASE_URL: api.url,
        MODEL_FALLBACKS: 'none',
        ...env,
      }),
    );
  const call = (more: Partial<ModelCall> = {}): ModelCall => ({
    alias: 'standard',
    prompt: { system: ['shared rules', 'one agent'], turns: [{ role: 'user', texts: ['the context', 'hello'] }] },
    maxTokens: 4_000,
    effort: 'low',
    signal: never,
    onText: (text) => texts.push(text),
    ...more,
  });
  const ask = (more?: Partial<ModelCall>) => model.stream(call(more));
  const failure = (answer: Promise<unknown>) =>
    answer.then(
      () => new Error('it did not fail'),
      (error: AppError) => error,
    );

  beforeAll(() => void Logger.overrideLogger(false));
  beforeEach(async () => {
    texts = [];
    api = await serveModel();
    model = start();
  });
  afterEach(async () => {
    await model.onApplicationShutdown();
    await model.onApplicationShutdown(); // twice is as good as once
    await api.stop();
  });

  it('passes the text on as it comes and ends with the reason and the tokens', async () => {
    api.answer = (response) => sendEvents(response, answerEvents(['Ho', 'la ', '😀']));
    await expect(ask()).resolves.toEqual({
      model: 'claude-sonnet-5-5',
      stopReason: 'end_turn',
      usage: { inputTokens: 20, outputTokens: 9, cacheReadTokens: 600, cacheWriteTokens: 0 },
    });
    expect(texts).toEqual(['Ho', 'la ', '😀']);
  });

  it('asks for what the API accepts: breakpoints behind what is shared, no sampling, no prefill', async () => {
    await ask({ userHash: 'a hash' });
    const mark = { cache_control: { type: 'ephemeral' } };
    expect(api.requests).toEqual([
      {
        model: 'claude-sonnet-5-5',
        max_tokens: 4_000,
        stream: true,
        system: [
          { type: 'text', text: 'shared rules', ...mark },
          { type: 'text', text: 'one agent', ...mark },
        ],
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'the context' },
              { type: 'text', text: 'hello' },
            ],
          },
        ],
        output_config: { effort: 'low' },
        metadata: { user_id: 'a hash' },
      },
    ]);
  });

  it('asks for JSON of a schema without thinking where that is wanted', async () => {
    const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
    await ask({ schema, thinking: 'disabled' });
    expect(api.requests[0]).toMatchObject({
      output_config: { effort: 'low', format: { type: 'json_schema', schema } },
      thinking: { type: 'disabled' },
    });
  });

  it('hands on an answer of 20,000 characters whole, and cuts one that never ends', async () => {
    const long = Array.from({ length: 200 }, () => 'palabra 😀 '.repeat(10).slice(0, 100));
    api.answer = (response) => sendEvents(response, answerEvents(long));
    await ask();
    expect(texts.join('')).toBe(long.join(''));
    texts = [];
    api.answer = (response) =>
      writeEvents(response, answerEvents(Array.from({ length: 1_100 }, () => 'x'.repeat(100))).slice(0, -3));
    await expect(ask()).resolves.toMatchObject({ stopReason: 'max_tokens' });
    expect(texts.join('')).toHaveLength(maxAnswerLength);
  });

  it('survives bytes that are no UTF-8, and characters cut between two pieces', async () => {
    api.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const [before, after] = JSON.stringify(answerEvents('broken|here')[6]).split('|');
      const line = Buffer.concat([
        Buffer.from(`event: content_block_delta\ndata: ${before}`),
        Buffer.from([0xff, 0xc3]),
        Buffer.from(`${after}\n\n`),
      ]);
      writeEvents(response, answerEvents('').slice(0, 6));
      for (const byte of line) response.write(Buffer.from([byte]));
      sendEvents(response, answerEvents('').slice(7));
    };
    await ask();
    expect(texts.join('')).toMatch(/^broken\ufffd+here$/);
    texts = [];
    api.answer = (response) => sendEvents(response, answerEvents(['a\ud83d', '\ude00b\0c', 'd\ud83d']));
    await ask();
    expect(texts.join('')).toBe('a😀bcd\ufffd');
    expect(texts.every((text) => text.isWellFormed())).toBe(true);
  });

  it('ignores events and blocks that it does not know', async () => {
    const events = answerEvents('hello');
    api.answer = (response) =>
      sendEvents(response, [
        ...events.slice(0, 5),
        { type: 'hologram' },
        { type: 'content_block_start', index: 7, content_block: { type: 'hologram' } },
        ...events.slice(5),
      ]);
    await ask();
    expect(texts).toEqual(['hello']);
  });

  it.each<[string, string, (response: Parameters<ServedModel['answer']>[0]) => void]>([
    ['MODEL_MISCONFIGURED', 'a refused request', (response) => sendModelError(response, 400, 'invalid_request_error')],
    ['MODEL_MISCONFIGURED', 'a wrong key', (response) => sendModelError(response, 401, 'authentication_error')],
    ['MODEL_MISCONFIGURED', 'an unknown model', (response) => sendModelError(response, 404, 'not_found_error')],
    [
      'MODEL_MISCONFIGURED',
      'a body that is too large, refused in HTML',
      (response) => response.writeHead(413).end('<html>'),
    ],
    ['MODEL_SPEND_LIMIT', 'an unpaid bill', (response) => sendModelError(response, 402, 'billing_error')],
    [
      'MODEL_SPEND_LIMIT',
      'a spend limit',
      (response) => sendModelError(response, 429, 'rate_limit_error', { code: 'enforced_spend_limit_reached' }),
    ],
    ['MODEL_SPEND_LIMIT', 'a 429 that names no time', (response) => sendModelError(response, 429, 'rate_limit_error')],
    [
      'MODEL_OVERLOADED',
      'a rate limit with a long wait',
      (response) => sendModelError(response, 429, 'rate_limit_error', { headers: { 'retry-after': '30' } }),
    ],
    ['MODEL_REFUSED', 'a refusal', (response) => sendEvents(response, answerEvents('I', 'refusal'))],
    ['MODEL_EMPTY', 'an answer of thoughts alone', (response) => sendEvents(response, answerEvents([], 'max_tokens'))],
    ['MODEL_EMPTY', 'an answer of white space', (response) => sendEvents(response, answerEvents(' \n '))],
    [
      'MODEL_UNAVAILABLE',
      'a stream without its end',
      (response) => sendEvents(response, answerEvents('half').slice(0, -1)),
    ],
    [
      'MODEL_UNAVAILABLE',
      'a stream that is cut',
      (response) => {
        writeEvents(response, answerEvents('half').slice(0, 7));
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['MODEL_UNAVAILABLE', 'an answer that is no stream', (response) => response.writeHead(200).end('hello?')],
    [
      'MODEL_UNAVAILABLE',
      'events that are no JSON',
      (response) =>
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end('event: message_start\ndata: {oops\n\n'),
    ],
    [
      'MODEL_OVERLOADED',
      'an error in mid-stream',
      (response) =>
        sendEvents(response, [
          ...answerEvents('half').slice(0, 7),
          { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
        ]),
    ],
  ])('fails with %s on %s, after one attempt', async (reason, _, answer) => {
    api.answer = answer;
    await expect(failure(ask())).resolves.toMatchObject({ reason });
    expect(api.requests).toHaveLength(1);
  });

  it.each([500, 503, 529])(
    'leaves %i to whoever repeats the run, and repeats once what nobody else does',
    async (status) => {
      api.answer = (response) => sendModelError(response, status, 'api_error');
      const reason = status === 529 ? 'MODEL_OVERLOADED' : 'MODEL_UNAVAILABLE';
      await expect(failure(ask())).resolves.toMatchObject({ reason });
      expect(api.requests).toHaveLength(1);
      await expect(failure(ask({ isRepeatedHere: true }))).resolves.toMatchObject({ reason });
      expect(api.requests).toHaveLength(3);
      api.answer = (response) =>
        api.requests.length === 4
          ? sendModelError(response, status, 'api_error', { headers: { 'retry-after': '0.01' } })
          : sendEvents(response, answerEvents('there it is'));
      await expect(ask({ isRepeatedHere: true })).resolves.toMatchObject({ stopReason: 'end_turn' });
    },
  );

  it('says how long the API wants to be left alone, and leaves it alone', async () => {
    api.answer = (response) => sendModelError(response, 429, 'rate_limit_error', { headers: { 'retry-after': '30' } });
    const error = await failure(ask());
    expect(error).toMatchObject({ metadata: { status: '429', retryAfterMs: '30000', requestId: 'req_1' } });
    await expect(failure(ask())).resolves.toBe(error);
    expect(api.requests).toHaveLength(1);
    api.answer = (response) => sendEvents(response, answerEvents('another model is well'));
    await expect(ask({ alias: 'strong' })).resolves.toBeDefined();
  });

  it('ends a call at its deadline with the reason of the signal, also when headers came and then nothing', async () => {
    for (const answer of [
      () => undefined,
      (response: Parameters<ServedModel['answer']>[0]) => response.writeHead(200).flushHeaders(),
    ]) {
      api.answer = answer;
      const controller = new AbortController();
      setTimeout(() => controller.abort(new AppError('DEADLINE_EXCEEDED')), 100);
      await expect(failure(ask({ signal: controller.signal }))).resolves.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    }
    await expect(failure(ask({ signal: AbortSignal.abort() }))).resolves.toMatchObject({ reason: 'CANCELLED' });
  });

  it('gives up a stream that stays silent', async () => {
    await model.onApplicationShutdown();
    model = start({ MODEL_IDLE_TIMEOUT_MS: '300' });
    api.answer = (response) => writeEvents(response, answerEvents('half').slice(0, 7));
    await expect(failure(ask())).resolves.toMatchObject({ reason: 'MODEL_UNAVAILABLE' });
  });

  it('fails when nobody listens, and when the connection is closed without an answer', async () => {
    api.answer = (response) => response.destroy();
    await expect(failure(ask())).resolves.toMatchObject({ reason: 'MODEL_UNAVAILABLE' });
    expect(api.requests).toHaveLength(1);
    await api.stop();
    await expect(failure(ask())).resolves.toMatchObject({ reason: 'MODEL_UNAVAILABLE' });
  });

  it('keeps to its number of calls at once, serves the others in order, and refuses what is too much', async () => {
    await model.onApplicationShutdown();
    model = start({ MODEL_CONCURRENCY: '2', MODEL_QUEUE: '2' });
    const open: (() => void)[] = [];
    api.answer = (response) => open.push(() => sendEvents(response, answerEvents('ok')));
    const controller = new AbortController();
    const [first, second, third, fourth] = [ask(), ask(), ask(), ask({ signal: controller.signal })];
    await until(() => api.requests.length === 2);
    await expect(failure(ask())).resolves.toMatchObject({ reason: 'AGENT_BUSY', retryable: true });
    controller.abort(new AppError('DEADLINE_EXCEEDED'));
    await expect(failure(fourth)).resolves.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    open[0]!();
    await first;
    await until(() => api.requests.length === 3);
    open.slice(1).forEach((finish) => finish());
    await expect(Promise.all([second, third])).resolves.toHaveLength(2);
  });

  it('works under a base URL with a path', async () => {
    const paths: string[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url!);
      sendEvents(response, answerEvents('ok'));
    }).listen(0, '127.0.0.1');
    await until(() => server.listening);
    const { port } = server.address() as { port: number };
    const elsewhere = start({ ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}/anthropic/` });
    await elsewhere.stream(call());
    expect(paths).toEqual(['/anthropic/v1/messages']);
    await elsewhere.onApplicationShutdown();
    server.close();
  });
});
