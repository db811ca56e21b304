import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentsStage } from '../../../apps/agents/src/agents.stage.js';
import { Run, type RunEvent } from '#libs/contracts';
import { FakeModel } from '../../environment/fake-model.ts';

const [first, second, replacement] = ['sk-first', 'sk-second', 'sk-replacement'];

describe('keys of the model API, as mounted files', () => {
  const stage = new AgentsStage();
  const before = { ...process.env };
  let model: FakeModel;
  let folder: string;
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const ask = async () => {
    const context = { phoneNumberId: '1', contactId: 'c', conversationId: 'v', turnId: 't', contactName: '' };
    const run = Run.create({
      runId: '1.1',
      agent: 'concierge',
      task: 'hola',
      language: 'es',
      timeoutMs: 5_000,
      context,
    });
    const events: RunEvent[] = [];
    await stage.client.stream('execute', { runs: [run] }, (response) => void events.push(...response.events));
    const { event } = events.at(-1)!;
    return event?.$case === 'failed' ? event.value.reason : event?.$case;
  };
  const usedKeys = () => model.calls.splice(0).map(({ key }) => key);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
    Object.assign(process.env, {
      ANTHROPIC_API_KEY_FILE: file('one', first),
      ANTHROPIC_API_KEY_2_FILE: file('two', second),
    });
    model = await FakeModel.start();
    await stage.prepare();
  }, 60_000);
  beforeEach(async () => {
    file('one', first);
    await stage.start({ ANTHROPIC_API_KEY: first, ANTHROPIC_BASE_URL: model.url, MODEL_FALLBACKS: 'none' });
  });
  afterEach(() => stage.stop());
  afterAll(async () => {
    process.env = before;
    rmSync(folder, { recursive: true });
    await model.stop();
    await stage.drop();
  });

  it('are used in their order: a refused one is passed over, and one that replaces it is taken without a restart', async () => {
    const revoked = new Set([first]);
    model.script = (_, __, key) =>
      revoked.has(key ?? '')
        ? { kind: 'error', status: 401, type: 'authentication_error' }
        : { kind: 'text', text: 'Hola.' };
    expect([await ask(), await ask()]).toEqual(['done', 'done']);
    expect(usedKeys()).toEqual([first, second, second]);
    revoked.add(second);
    file('one', replacement);
    expect(await ask()).toBe('done');
    expect(usedKeys()).toEqual([second, replacement]);
  });

  it('do not go round a rate limit', async () => {
    model.script = () => ({ kind: 'error', status: 429, type: 'rate_limit_error', retryAfterSeconds: 1 });
    expect(await ask()).toBe('MODEL_OVERLOADED');
    expect(usedKeys()).toEqual([first]);
  });

  it('do not go round a limit of spending, after which no call goes out', async () => {
    const code = 'enforced_spend_limit_reached';
    model.script = () => ({ kind: 'error', status: 429, type: 'rate_limit_error', code });
    expect([await ask(), await ask(), await ask()]).toEqual(Array(3).fill('MODEL_SPEND_LIMIT'));
    expect(usedKeys()).toEqual([first]);
  });
});
