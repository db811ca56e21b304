import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#libs/database';
import {
  createTestDatabase,
  freePort,
  runScript,
  sendModels,
  type ServedModel,
  serveModel,
  type TestDatabase,
  until,
} from '#libs/testing';
import { migrations } from './migrations/index.js';

describe('the process of the agents', () => {
  let database: TestDatabase;
  let api: ServedModel;
  const start = async (env: Record<string, string> = {}) =>
    runScript(`await import('./apps/agents/src/main.ts')`, {
      LOG_FORMAT: 'json',
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: api.url,
      DATABASE_URL: database.url,
      DATABASE_ALLOW_UNSAFE: 'true',
      OPS_PORT: `${await freePort()}`,
      GRPC_PORT: `${await freePort()}`,
      ...env,
    });

  beforeAll(async () => {
    database = await createTestDatabase('agents');
    await migrate({ url: database.url, entities: [], migrations });
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    api = await serveModel();
  });
  afterEach(() => api.stop());

  it('starts, drains on SIGTERM and ends with 0', async () => {
    const process = await start();
    await until(() => process.output.stdout.includes('"ready"'), 30_000);
    process.kill('SIGTERM');
    await expect(process.exited).resolves.toEqual({ code: 0, signal: null });
  }, 60_000);

  it('ends with 78 and one message when the API has no model of a configured id', async () => {
    api.models = (response) => sendModels(response, ['claude-haiku-5-5']);
    const process = await start();
    await expect(process.exited).resolves.toMatchObject({ code: 78 });
    expect(process.output.stderr).toMatch(/MODEL_STANDARD: .*\n.*MODEL_STRONG: /);
  }, 60_000);

  it('ends with 78 and all mistakes in the files of its agents', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'agents-'));
    writeFileSync(join(folder, 'bad.agent.md'), '---\nname: good\n---\n');
    const process = await start({ AGENTS_DIR: folder });
    await expect(process.exited).resolves.toMatchObject({ code: 78 });
    expect(process.output.stderr).toMatch(/constitution\.md: .*\n.*bad\.agent\.md: description/);
    rmSync(folder, { recursive: true });
  }, 60_000);

  it('starts while the API is away, and says so', async () => {
    const process = await start({ ANTHROPIC_BASE_URL: `http://127.0.0.1:${await freePort()}` });
    await until(() => process.output.stdout.includes('"ready"'), 30_000);
    expect(process.output.stdout).toContain('cannot be asked for its models yet');
    process.kill('SIGTERM');
    await process.exited;
  }, 60_000);
});
