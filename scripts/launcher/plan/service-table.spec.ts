import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appEnvironment } from './app-environment.ts';
import { type App, APPS, COMMON, type Service, SERVICES, TABLE } from './service-table.ts';

const repo = join(import.meta.dirname, '..', '..', '..');

/** The variables that the configuration of an app reads, by its schema. */
async function variablesOf(app: App): Promise<string[]> {
  const module = (await import(join(repo, 'apps', app, 'src', `${app}.config.ts`))) as Record<string, unknown>;
  const schema = module[`${app}Config`] as { shape: object };
  return Object.keys(schema.shape);
}

/** Everything that an app could ever get from the launcher, by name. */
function grantedTo(app: App): string[] {
  const everything = new Proxy({}, { get: () => 'x', ownKeys: () => [] }) as NodeJS.ProcessEnv;
  const targets = Object.fromEntries(SERVICES.map((name) => [name, 'x'])) as Record<Service, string>;
  const ports = { ops: 1, grpc: 1, public: 1, sites: 1 };
  return Object.keys(
    appEnvironment(app, everything, { ports, targets, databaseUrl: 'x', redisUrl: 'x', bindAddress: 'x' }),
  );
}

describe('the table of variables', () => {
  it.each(APPS)('lets %s have everything that its configuration reads', async (app) => {
    const granted = grantedTo(app);
    expect((await variablesOf(app)).filter((name) => !granted.includes(name))).toEqual([]);
  });

  it.each(APPS)('grants %s nothing that it does not read', async (app) => {
    const { peers, reads, hasDatabase, hasRedis, publicPort, sitesPort } = TABLE[app];
    const stores = [hasDatabase && 'DATABASE_URL', hasRedis && 'REDIS_URL'].filter(Boolean);
    const ports = [publicPort, sitesPort].flatMap((place) => (place ? [place.variable] : []));
    const granted = [...reads, ...peers.map((peer) => `${peer.toUpperCase()}_URL`), ...stores, ...ports];
    const read = await variablesOf(app);
    expect(granted.filter((name) => !read.includes(String(name)))).toEqual([]);
  });

  it('names only common variables that the schema of every process has', () => {
    const source = readFileSync(join(repo, 'libs', 'config', 'src', 'process-config.ts'), 'utf8');
    expect(COMMON.filter((name) => !source.includes(`${name}:`))).toEqual([]);
  });
});
