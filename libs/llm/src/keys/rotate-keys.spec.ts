import { inspect } from 'node:util';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { readConfig } from '#libs/config';
import { healthNotes } from '#libs/health';
import { answerEvents, sendEvents, sendModelError, type ServedModel, serveModel } from '#libs/testing';
import { modelVariables } from '../model-variables.js';
import { ModelService } from '../model.service.js';
import { ModelKeys } from './model-keys.js';
import { rotateKeys } from './rotate-keys.js';

describe(rotateKeys.name, () => {
  const names = ['sk-ant-first', 'sk-ant-second', 'sk-ant-third'];
  let api: ServedModel;
  let model: ModelService;
  let keys: ModelKeys;
  let used: string[];
  /** What the API says to each key; those that are not named are well. */
  let verdicts: Record<string, [status: number, type: string, more?: Parameters<typeof sendModelError>[3]]>;
  const ask = () =>
    model.stream({
      alias: 'standard',
      prompt: { system: [], turns: [{ role: 'user', texts: ['hello'] }] },
      maxTokens: 4_000,
      effort: 'low',
      signal: new AbortController().signal,
      onText: () => undefined,
    });

  const logged: unknown[] = [];
  const note = (...line: unknown[]) => void logged.push(line);

  beforeAll(() => void Logger.overrideLogger({ log: note, warn: note, error: note }));
  beforeEach(async () => {
    [used, verdicts] = [[], {}];
    api = await serveModel();
    api.answer = (response) => {
      const key = response.req.headers.authorization!.replace('Bearer ', '');
      used.push(key);
      const verdict = verdicts[key];
      if (verdict) sendModelError(response, ...verdict);
      else sendEvents(response, answerEvents('well'));
    };
    const config = readConfig(z.object(modelVariables), {
      ANTHROPIC_API_KEY: names[0],
      ANTHROPIC_BASE_URL: api.url,
      MODEL_FALLBACKS: 'none',
      MODEL_CONCURRENCY: '1', // a connection that is not given back would be missed
    });
    keys = new ModelKeys(
      names.map((text, n) => ({ name: n ? `ANTHROPIC_API_KEY_${n + 1}` : 'ANTHROPIC_API_KEY', text })),
    );
    model = new ModelService(config, keys);
  });
  afterEach(async () => {
    keys.onApplicationShutdown();
    await model.onApplicationShutdown();
    await api.stop();
  });

  it.each([
    [401, 'authentication_error'],
    [402, 'billing_error'],
    [403, 'permission_error'],
  ])('makes a request that is refused with %i again with the next key, which then stays', async (status, type) => {
    verdicts = { [names[0]!]: [status, type], [names[1]!]: [status, type] };
    await expect(ask()).resolves.toMatchObject({ stopReason: 'end_turn' });
    await ask();
    expect(used).toEqual([...names, names[2]]);
  });

  it('tries each key once when all are refused', async () => {
    verdicts = Object.fromEntries(names.map((name) => [name, [401, 'authentication_error']]));
    await expect(ask()).rejects.toMatchObject({ reason: 'MODEL_MISCONFIGURED', metadata: { status: '401' } });
    expect(used).toEqual(names);
  });

  it.each([
    ['a rate limit', { headers: { 'retry-after': '1' } }],
    ['a limit of spending', { code: 'enforced_spend_limit_reached' }],
    ['a 429 that names no time', {}],
  ])('never goes round %s with another key', async (_, more) => {
    verdicts = { [names[0]!]: [429, 'rate_limit_error', more] };
    await expect(ask()).rejects.toMatchObject({ metadata: { status: '429' } });
    expect(used).toEqual([names[0]]);
    expect(keys.current()).toBe(names[0]);
  });

  it('stops the line at a limit of spending, for all models, until the moment that is named', async () => {
    verdicts = { [names[0]!]: [429, 'rate_limit_error', { code: 'enforced_spend_limit_reached' }] };
    const stopped = {
      reason: 'MODEL_SPEND_LIMIT',
      metadata: { resumesAt: expect.stringMatching(/-01T00:00:00\.000Z$/) as string },
    };
    await expect(ask()).rejects.toMatchObject(stopped);
    verdicts = {};
    await expect(ask()).rejects.toMatchObject(stopped);
    expect(used).toHaveLength(1);
    expect(healthNotes.list()).toMatchObject([
      {
        name: 'model',
        note: { spending: expect.stringMatching(/^stopped until .*-01T00:00/) as string, keys: { usable: 3 } },
      },
    ]);
  });

  it('shows no key in what is thrown or logged, also when the API repeats it', async () => {
    api.answer = (response) => {
      const key = response.req.headers.authorization!;
      response.writeHead(401, { 'content-type': 'application/json', 'request-id': 'req_1' });
      response.end(JSON.stringify({ type: 'error', error: { type: 'authentication_error', message: `no: ${key}` } }));
    };
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    const shown = inspect([error, logged], { depth: 20, showHidden: true });
    expect(shown).toContain('MODEL_MISCONFIGURED');
    expect(shown).toContain('ANTHROPIC_API_KEY_3');
    expect(shown).not.toContain('sk-ant');
  });
});
