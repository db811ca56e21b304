import { appEnvironment, type Wiring } from './app-environment.ts';
import { APPS, type Service, SERVICES } from './service-table.ts';

const SECRETS = ['WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN', 'WHATSAPP_ACCESS_TOKEN', 'ANTHROPIC_API_KEY'];

describe(appEnvironment.name, () => {
  const wiring: Wiring = {
    ports: { ops: 1, grpc: 2, public: 3, sites: 4 },
    targets: Object.fromEntries(SERVICES.map((name) => [name, `${name}:1`])) as Record<Service, string>,
    databaseUrl: 'postgres://own',
    redisUrl: 'redis://x',
    bindAddress: '0.0.0.0',
  };
  const settings = {
    ...Object.fromEntries(SECRETS.map((name) => [name, name])),
    PATH: '/bin',
    UNKNOWN: 'x',
    OTEL_SERVICE: 'o',
  };
  const secretsOf = (app: (typeof APPS)[number]): string[] =>
    SECRETS.filter((name) => name in appEnvironment(app, settings, wiring));

  it('gives each secret only to the processes that need it', () => {
    expect(Object.fromEntries(APPS.map((app) => [app, secretsOf(app)]))).toEqual({
      gateway: ['WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'],
      orchestrator: [],
      classifier: ['ANTHROPIC_API_KEY'],
      agents: ['ANTHROPIC_API_KEY'],
      notifier: ['WHATSAPP_ACCESS_TOKEN'],
      simulator: ['WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN', 'WHATSAPP_ACCESS_TOKEN'],
    });
  });

  it('grants a secret as a mounted file, too', () => {
    expect(appEnvironment('notifier', { WHATSAPP_ACCESS_TOKEN_FILE: '/run/x' }, wiring)).toMatchObject({
      WHATSAPP_ACCESS_TOKEN_FILE: '/run/x',
    });
    expect(appEnvironment('gateway', { WHATSAPP_ACCESS_TOKEN_FILE: '/run/x' }, wiring)).not.toHaveProperty(
      'WHATSAPP_ACCESS_TOKEN_FILE',
    );
  });

  it('gives what a file of the installation may name only to who reads that file', () => {
    const named = { MCP_GITHUB_TOKEN: 'x', MCP_OTHER_FILE: '/run/x' };
    expect(appEnvironment('agents', named, wiring)).toMatchObject(named);
    for (const app of APPS.filter((name) => name !== 'agents'))
      expect(Object.keys(appEnvironment(app, named, wiring)).filter((name) => name.startsWith('MCP_'))).toEqual([]);
  });

  it('lets nothing through that is not granted, and what the system and telemetry need', () => {
    const env = appEnvironment('gateway', settings, wiring);
    expect(env).not.toHaveProperty('UNKNOWN');
    expect(env).toMatchObject({ PATH: '/bin', OTEL_SERVICE: 'o' });
    expect(appEnvironment('gateway', { NODE_OPTIONS: '--inspect' }, wiring)['NODE_OPTIONS']).toMatch(/ --inspect$/);
  });

  it('names the peers that a service calls, and no other', () => {
    const env = appEnvironment('gateway', settings, wiring);
    expect(
      Object.keys(env).filter((name) => SERVICES.some((service) => name === `${service.toUpperCase()}_URL`)),
    ).toEqual(['ORCHESTRATOR_URL', 'NOTIFIER_URL', 'AGENTS_URL']);
  });

  it('opens only the ports that the outside talks to', () => {
    expect(appEnvironment('gateway', settings, wiring)).toMatchObject({
      PORT: '3',
      SITES_PORT: '4',
      BIND_ADDRESS: '0.0.0.0',
    });
    expect(appEnvironment('agents', settings, wiring)).toMatchObject({ GRPC_PORT: '2', BIND_ADDRESS: '127.0.0.1' });
  });

  it('gives a database only to those who own a schema', () => {
    expect(appEnvironment('classifier', settings, wiring)).not.toHaveProperty('DATABASE_URL');
    expect(appEnvironment('notifier', settings, wiring)).toMatchObject({ DATABASE_URL: 'postgres://own' });
  });
});
