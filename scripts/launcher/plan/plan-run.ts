import { join } from 'node:path';
import type { Ports } from './app-environment.ts';
import { type Apis, chooseApis } from './choose-apis.ts';
import { choosePorts } from './choose-ports.ts';
import type { DemoSecrets } from './demo-secrets.ts';
import type { App } from './service-table.ts';

export interface Addresses {
  /** The page of the phone; none when a real WhatsApp or a server of the person's own is used. */
  phone?: string;
  webhook: string;
}

export interface RunPlan {
  ports: Record<App, Ports>;
  apis: Apis;
  addresses: Addresses;
  needsSimulator: boolean;
  /** What the person set, with what the run adds. */
  settings: NodeJS.ProcessEnv;
  /** Sentences for the person. */
  notes: string[];
}

/** Everything that is decided before the first process starts. */
export async function planRun(env: NodeJS.ProcessEnv, dataFolder: string, demo: DemoSecrets): Promise<RunPlan> {
  const { ports, notes } = await choosePorts(env);
  const local = (app: App): string => `http://127.0.0.1:${ports[app].public}`;
  const apis = chooseApis(env, local('simulator'), demo);
  const addresses = {
    phone: apis.whatsapp === 'simulator' ? local('simulator') : undefined,
    webhook: `${local('gateway')}/webhooks/whatsapp`,
  };
  const settings = {
    SIMULATOR_WEBHOOK_URL: addresses.webhook,
    SIMULATOR_PUBLIC_URL: local('simulator'),
    SIMULATOR_STATE_FILE: join(dataFolder, 'simulator', 'state.json'),
    ...env,
    ...apis.variables,
  };
  const needsSimulator = apis.whatsapp === 'simulator' || apis.model === 'simulator';
  return { ports, apis, addresses, needsSimulator, settings, notes };
}
