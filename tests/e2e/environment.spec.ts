import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentsConfig } from '../../apps/agents/src/agents.config.js';
import { classifierConfig } from '../../apps/classifier/src/classifier.config.js';
import { gatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { notifierConfig } from '../../apps/notifier/src/notifier.config.js';
import { orchestratorConfig } from '../../apps/orchestrator/src/orchestrator.config.js';
import { simulatorConfig } from '../../apps/simulator/src/simulator.config.js';
import { COMMON, SERVICES, type Service, TABLE } from '../../scripts/launcher/plan/service-table.ts';

/** Decided by the launcher for each process. */
const WIRED = [
  'PORT',
  'SITES_PORT',
  'OPS_PORT',
  'GRPC_PORT',
  'BIND_ADDRESS',
  'LOG_FORMAT',
  'DATABASE_URL',
  'REDIS_URL',
];

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
      [
        'DATABASE_URL',
        'REDIS_URL',
        'ORCHESTRATOR_URL',
        'NOTIFIER_URL',
        'AGENTS_URL',
        'WHATSAPP_APP_SECRET',
        'WHATSAPP_VERIFY_TOKEN',
      ],
    ],
    ['orchestrator', ['DATABASE_URL', 'REDIS_URL', 'CLASSIFIER_URL', 'AGENTS_URL', 'NOTIFIER_URL']],
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

  it('is explained in .env.example: every variable that a process reads, and no other', () => {
    const text = readFileSync(join(repo, '.env.example'), 'utf8');
    const explained = new Set([...text.matchAll(/^# ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name!));
    const schemas = [
      gatewayConfig,
      orchestratorConfig,
      classifierConfig,
      agentsConfig,
      notifierConfig,
      simulatorConfig,
    ];
    const read = new Set(schemas.flatMap((schema) => Object.keys(schema.shape)));
    expect([...read].filter((name) => !explained.has(name))).toEqual([]);
    expect([...explained].filter((name) => !read.has(name))).toEqual(['PARLEY_HOME', 'PARLEY_VERBOSE']); // of npm start itself
  });

  it.each(Object.entries({ gatewayConfig, orchestratorConfig, classifierConfig, agentsConfig, notifierConfig }))(
    'reaches its process from npm start: %s',
    (name, schema) => {
      const app = name.replace('Config', '') as Service;
      const { peers, reads } = TABLE[app];
      const granted = new Set([...COMMON, ...reads, ...peers.map((peer) => `${peer.toUpperCase()}_URL`), ...WIRED]);
      expect(Object.keys(schema.shape).filter((variable) => !granted.has(variable))).toEqual([]);
    },
  );
});
