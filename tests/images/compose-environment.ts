import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type App, APPS, SERVICES, TABLE } from '../../scripts/launcher/plan/service-table.ts';
import { freePort } from '../../scripts/launcher/stores/free-port.ts';
import type { Stores } from '../environment/start-stores.ts';

export type Environments = Record<App, Record<string, string>>;

interface Compose {
  services: Record<string, { environment: Record<string, string | number> }>;
}

/** What compose.yaml gives each process, with the stores and the free ports of this machine in place of names of its network. */
export async function composeEnvironments(repo: string, stores: Stores): Promise<Environments> {
  const { services } = parse(readFileSync(join(repo, 'compose.yaml'), 'utf8'), { merge: true }) as Compose;
  const ports: Record<string, number> = {};
  for (const app of APPS) {
    for (const port of portsOf(app)) ports[`${app}:${port.number}`] = await freePort();
  }
  const here = (app: App, name: string, value: string): string => {
    if (name === 'DATABASE_URL') return stores.databaseUrl(app);
    if (name === 'REDIS_URL') return stores.redis.url;
    const own = portsOf(app).find(({ variable }) => variable === name);
    if (own) return String(ports[`${app}:${own.number}`]);
    return value
      .replace(/\$\{\w+:-([^}]*)\}/g, '$1')
      .replace(/(dns:\/\/\/|http:\/\/)([a-z]+):(\d+)/, (_, scheme: string, peer: string, port: string) => {
        const found = ports[`${peer}:${port}`];
        return found ? `${scheme === 'dns:///' ? '' : scheme}127.0.0.1:${found}` : `${scheme}${peer}:${port}`;
      });
  };
  return Object.fromEntries(
    APPS.map((app) => {
      const pairs = Object.entries(services[app]!.environment);
      const variables = pairs.map(([name, value]) => [name, here(app, name, String(value))]);
      return [app, { ...Object.fromEntries(variables), BIND_ADDRESS: '127.0.0.1' }];
    }),
  ) as Environments;
}

/** Where it says how it is. */
export const healthPortOf = (app: App, environment: Record<string, string>): string =>
  environment[SERVICES.some((name) => name === app) ? 'OPS_PORT' : 'SIMULATOR_PORT']!;

function portsOf(app: App): { variable: string; number: number }[] {
  const { opsPort, grpcPort, publicPort, sitesPort } = TABLE[app];
  const all = [
    { variable: 'OPS_PORT', number: opsPort },
    { variable: 'GRPC_PORT', number: grpcPort },
    { variable: publicPort?.variable, number: publicPort?.port },
    { variable: sitesPort?.variable, number: sitesPort?.port },
  ];
  return all.flatMap(({ variable, number }) => (variable && number ? [{ variable, number }] : []));
}
