import { readConfig } from '#libs/config';
import { type AppError } from '#libs/errors';
import { ModelService, modelVariables } from '#libs/llm';
import { z } from 'zod';
import { FakeModel, type ModelAnswer } from '../../environment/fake-model.ts';

const OPEN_MS = 150;

describe('the breaker of a model', () => {
  let api: FakeModel;
  let models: ModelService;

  beforeEach(async () => {
    api = await FakeModel.start();
    const env = {
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: api.url,
      MODEL_CIRCUIT_OPEN_MS: `${OPEN_MS}`,
      MODEL_FALLBACKS: 'none',
    };
    models = new ModelService(readConfig(z.object(modelVariables), env));
  });
  afterEach(async () => {
    await models.onApplicationShutdown();
    await api.stop();
  });

  const ask = (alias: 'standard' | 'strong' = 'standard', signal = new AbortController().signal) =>
    models
      .stream({
        alias,
        prompt: { system: ['be brief'], turns: [{ role: 'user', texts: ['hello'] }] },
        maxTokens: 100,
        effort: 'low',
        signal,
        onText: () => undefined,
      })
      .then(
        () => 'ok',
        (error: AppError) => error.reason,
      );
  const asking = async (times: number): Promise<string[]> => {
    const reasons: string[] = [];
    for (let count = 0; count < times; count += 1) reasons.push(await ask());
    return reasons;
  };
  const always = (answer: ModelAnswer) => (api.script = () => answer);
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const overloaded: ModelAnswer = { kind: 'error', status: 529, type: 'overloaded_error' };

  it('opens at the fifth failure in a row, asks nothing while it is open, and then lets one probe through', async () => {
    always(overloaded);
    expect((await asking(4)).every((reason) => reason === 'MODEL_OVERLOADED')).toBe(true);
    expect(await ask()).toBe('CIRCUIT_OPEN'); // the failure that opened it is nobody's
    const { callCount } = api;
    expect(await asking(3)).toEqual(Array(3).fill('CIRCUIT_OPEN'));
    expect(api.callCount).toBe(callCount);

    await pause(OPEN_MS);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill('CIRCUIT_OPEN'));
    const probes = api.callCount - callCount;
    expect(probes).toBeGreaterThan(0);
    expect(probes).toBeLessThanOrEqual(2); // one call, with the one repeat of its client

    await pause(OPEN_MS);
    always({ kind: 'text', text: 'well again' });
    expect(await asking(3)).toEqual(['ok', 'ok', 'ok']);
  }, 20_000);

  it('belongs to one model: the others answer', async () => {
    const { script } = api;
    api.script = (request, call) => (request.model.includes('sonnet') ? overloaded : script(request, call));
    expect((await asking(5)).at(-1)).toBe('CIRCUIT_OPEN');
    expect(await ask('strong')).toBe('ok');
  }, 20_000);

  it.each<[string, ModelAnswer]>([
    ['bad requests', { kind: 'error', status: 400, type: 'invalid_request_error' }],
    ['limits of rate', { kind: 'error', status: 429, type: 'rate_limit_error', retryAfterSeconds: 0 }],
  ])(
    'does not open for %s: the control for the ones above',
    async (_, answer) => {
      always(answer);
      expect(await asking(8)).not.toContain('CIRCUIT_OPEN');
      always({ kind: 'text', text: 'well' });
      expect(await ask()).toBe('ok');
    },
    20_000,
  );
});
