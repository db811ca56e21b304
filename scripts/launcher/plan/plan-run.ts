import { join } from 'node:path';
import type { Ports } from './app-environment.ts';
import { type Apis, chooseApis } from './choose-apis.ts';
import { choosePorts } from './choose-ports.ts';
import type { InstallationSecret } from './demo-secrets.ts';
import type { App } from './service-table.ts';

export interface Addresses {
  /** The page of the phone; none when a real WhatsApp or a server of the person's own is used. */
  phone?: string;
  webhook: string;
  console: string;
}

export interface RunPlan {
  ports: Record<App, Ports>;
  apis: Apis;
  addresses: Addresses;
  /** Made for this installation; undefined where the person has set one. */
  consoleToken?: string;
  needsSimulator: boolean;
  /** What the person set, with what the run adds. */
  settings: NodeJS.ProcessEnv;
  /** Sentences for the person. */
  notes: string[];
}

/** Everything that is decided before the first process starts. */
export async function planRun(
  env: NodeJS.ProcessEnv,
  dataFolder: string,
  secret: InstallationSecret,
): Promise<RunPlan> {
  const { ports, notes } = await choosePorts(env);
  const local = (app: App): string => `http://127.0.0.1:${ports[app].public}`;
  const apis = chooseApis(env, local('simulator'), secret.demoSecrets());
  const addresses = {
    phone: apis.whatsapp === 'simulator' ? local('simulator') : undefined,
    webhook: `${local('gateway')}/webhooks/whatsapp`,
    console: `${local('gateway')}/console`,
  };
  const consoleToken = env['CONSOLE_TOKEN'] || env['CONSOLE_TOKEN_FILE'] ? undefined : secret.consoleToken();
  const cacheSecrets = Object.entries(secret.cacheSecrets()).filter(([name]) => !env[name] && !env[`${name}_FILE`]);
  const settings = {
    SIMULATOR_WEBHOOK_URL: addresses.webhook,
    SIMULATOR_PUBLIC_URL: local('simulator'),
    SITES_URL: `http://localhost:${ports.gateway.sites}`,
    SIMULATOR_STATE_FILE: join(dataFolder, 'simulator', 'state.json'),
    ...env,
    ...(consoleToken && { CONSOLE_TOKEN: consoleToken }),
    ...Object.fromEntries(cacheSecrets),
    ...apis.variables,
  };
  const needsSimulator = apis.whatsapp === 'simulator' || apis.model === 'simulator';
  return { ports, apis, addresses, consoleToken, needsSimulator, settings, notes };
}
