import { Logger } from '@nestjs/common';
import { register } from 'prom-client';
import { z } from 'zod';
import { ConfigError, readConfig } from '#libs/config';
import { answerEvents, sendEvents, sendModelError, type ServedModel, serveModel, writeEvents } from '#libs/testing';
import type { ModelCall } from '../model-call.js';
import { modelVariables } from '../model-variables.js';
import { ModelService } from '../model.service.js';

const read = (env: Record<string, string>) =>
  readConfig(z.object(modelVariables), { ANTHROPIC_API_KEY: 'key', ...env });

describe('MODEL_FALLBACKS', () => {
  it('goes down the line unless it says otherwise', () => {
    expect(read({}).MODEL_FALLBACKS).toEqual({ strong: 'standard', standard: 'router' });
    expect(read({ MODEL_FALLBACKS: 'none' }).MODEL_FALLBACKS).toEqual({});
    expect(read({ MODEL_FALLBACKS: ' standard : strong ' }).MODEL_FALLBACKS).toEqual({ standard: 'strong' });
  });

  it.each(['strong', 'strong:large', 'strong:standard:router', 'router:standard', 'strong:router,strong:standard'])(
    'refuses %j',
    (text) => expect(() => read({ MODEL_FALLBACKS: text })).toThrow(ConfigError),
  );

  it.each(['strong:strong', 'strong:standard,standard:strong'])('refuses the circle %j', (text) =>
    expect(() => read({ MODEL_FALLBACKS: text })).toThrow(/MODEL_FALLBACKS: goes in a circle/),
  );
});

describe('models that stand in for others', () => {
  let api: ServedModel;
  let model: ModelService;
  let said: string[];
  const ask = (more: Partial<ModelCall> = {}) =>
    model.stream({
      alias: 'strong',
      prompt: { system: [], turns: [{ role: 'user', texts: ['hello'] }] },
      maxTokens: 4_000,
      effort: 'low',
      signal: new AbortController().signal,
      onText: (text) => said.push(text),
      ...more,
    });
  const asked = () => api.requests.map((request) => request.model.split('-')[1]);
  const fallbacks = async () => (await register.getSingleMetric('model_fallbacks_total')!.get()).values;

  beforeAll(() => void Logger.overrideLogger(false));
  beforeEach(async () => {
    register.resetMetrics();
    said = [];
    api = await serveModel();
    model = new ModelService(read({ ANTHROPIC_BASE_URL: api.url }));
  });
  afterEach(async () => {
    await model.onApplicationShutdown();
    await api.stop();
  });

  it.each([
    [529, 'overloaded_error', 'overloaded'],
    [404, 'not_found_error', 'missing'],
  ])('answer when a model says %i, counted by the aliases', async (status, type, why) => {
    api.answer = (response, request) =>
      request.model.includes('haiku')
        ? sendEvents(response, answerEvents('from below'))
        : sendModelError(response, status, type);
    await ask();
    expect(asked()).toEqual(['opus', 'sonnet', 'haiku']);
    expect(said).toEqual(['from below']);
    expect(await fallbacks()).toEqual([
      { labels: { alias: 'strong', to: 'standard', why }, value: 1 },
      { labels: { alias: 'strong', to: 'router', why }, value: 1 },
    ]);
    for (const name of ['model_tokens_total', 'model_cost_usd_total']) {
      const { values } = await register.getSingleMetric(name)!.get();
      expect([...new Set(values.map(({ labels }) => labels['model']))]).toEqual(['claude-haiku-5-5']);
      expect(values.some(({ value }) => value > 0)).toBe(true);
    }
  });

  it('are asked once each, so that a run whose every model is overloaded costs as many calls as there are models', async () => {
    api.answer = (response) => sendModelError(response, 529, 'overloaded_error');
    await expect(ask()).rejects.toMatchObject({ reason: 'MODEL_OVERLOADED' });
    expect(asked()).toEqual(['opus', 'sonnet', 'haiku']);
    api.requests.length = 0;
    await expect(ask({ isRepeatedHere: true })).rejects.toMatchObject({ reason: 'MODEL_OVERLOADED' });
    expect(asked()).toEqual(['opus', 'opus', 'sonnet', 'haiku']); // one more, not twice as many
  });

  it.each<[string, number, string, Record<string, string>]>([
    ['a rate limit', 429, 'rate_limit_error', { 'retry-after': '30' }],
    ['a limit of spending', 429, 'rate_limit_error', {}],
    ['a refused request', 400, 'invalid_request_error', {}],
    ['a failure of the API', 500, 'api_error', {}],
  ])('do not answer after %s', async (_, status, type, headers) => {
    api.answer = (response) => sendModelError(response, status, type, { headers });
    await expect(ask()).rejects.toBeDefined();
    expect(asked()).toEqual(['opus']);
  });

  it('take over from a stream that broke before its first word, never from half an answer', async () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    api.answer = (response, request) => {
      if (!request.model.includes('opus')) return sendEvents(response, answerEvents('whole'));
      writeEvents(response, [...answerEvents('half').slice(0, said.includes('whole') ? 7 : 6), error]);
      response.end();
    };
    await ask();
    expect(said).toEqual(['whole']);
    await expect(ask()).rejects.toMatchObject({ reason: 'MODEL_OVERLOADED' });
    expect(said).toEqual(['whole', 'half']);
    expect(asked()).toEqual(['opus', 'sonnet', 'opus']);
  });

  it('answer at once while the breaker of a model is open', async () => {
    api.answer = (response, request) =>
      request.model.includes('opus')
        ? sendModelError(response, 500, 'api_error')
        : sendEvents(response, answerEvents('from below'));
    for (let n = 0; n < 5; n++) await ask().catch(() => undefined);
    api.requests.length = 0; // the last of them had opened it, and was answered from below
    await ask();
    expect(asked()).toEqual(['sonnet']);
    expect(await fallbacks()).toContainEqual({ labels: { alias: 'strong', to: 'standard', why: 'open' }, value: 2 });
  });
});
