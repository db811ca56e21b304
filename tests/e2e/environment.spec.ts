import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type Service } from '../../scripts/launcher/plan/service-table.ts';

const repo = join(import.meta.dirname, '..', '..');

/** Starts a service with this environment and nothing else; resolves with how it ended and what it said. */
async function run(service: Service, env: Record<string, string>) {
  const child = spawn(process.execPath, [join(repo, 'dist', 'apps', service, 'src', 'main.js')], { env, cwd: repo });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said };
}

describe('a wrong environment', () => {
  it.each<[Service, string[]]>([
    [
      'gateway',
      ['DATABASE_URL', 'REDIS_URL', 'ORCHESTRATOR_URL', 'NOTIFIER_URL', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'],
    ],
    ['orchestrator', ['DATABASE_URL', 'CLASSIFIER_URL', 'AGENTS_URL', 'NOTIFIER_URL']],
    ['agents', ['ANTHROPIC_API_KEY']],
    ['notifier', ['DATABASE_URL', 'REDIS_URL', 'WHATSAPP_ACCESS_TOKEN']],
  ])('ends %s with exit code 78 and every missing name in one message', async (service, names) => {
    const { code, said } = await run(service, {});
    expect(code).toBe(78);
    for (const name of names) expect(said).toContain(`  - ${name}: `);
  });

  it.each(SERVICES)('ends %s with exit code 78 and says what is expected of each malformed value', async (service) => {
    const secret = 'this-is-a-secret-value';
    const { code, said } = await run(service, {
      OPS_PORT: 'ninety',
      GRPC_PORT: '70000',
      NODE_ENV: 'prod',
      DATABASE_URL: secret,
    });
    expect(code).toBe(78);
    expect(said).toContain('OPS_PORT: expected a port number');
    expect(said).toContain('GRPC_PORT: expected 0 to 65535');
    expect(said).toContain('NODE_ENV: expected development, test or production');
    expect(said).not.toContain(secret);
  });

  it('knows every variable of every service in .env.example, and nothing that none reads', () => {
    const documented = new Set(
      readFileSync(join(repo, '.env.example'), 'utf8')
        .match(/^#? ?[A-Z][A-Z0-9_]+(?==)/gm)
        ?.map((name) => name.replace(/^# ?/, '')),
    );
    expect([...documented].sort()).toEqual([...documented].sort().filter((name) => /^[A-Z]/.test(name)));
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'REDIS_URL',
      'RATE_LIMIT_PER_MINUTE',
      'BURST_WINDOW_MS',
      'WHATSAPP_API_URL',
    ])
      expect(documented).toContain(name);
  });
});
