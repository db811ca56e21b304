import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { appEnvironment, type Ports } from '../../scripts/launcher/plan/app-environment.ts';
import { type App, APPS, type Service, SERVICES, TABLE } from '../../scripts/launcher/plan/service-table.ts';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { startProcess } from '../../scripts/launcher/processes/start-process.ts';
import { freePort } from '../../scripts/launcher/stores/free-port.ts';
import { Replica } from './replica.ts';
import { startStores, type Stores } from './start-stores.ts';
import { controlPostgres, controlRedis, type StoreControl } from './store-control.ts';

export const STACK_SECRETS = {
  WHATSAPP_APP_SECRET: 'secret-of-the-app',
  WHATSAPP_VERIFY_TOKEN: 'token-of-the-handshake',
  WHATSAPP_ACCESS_TOKEN: 'token-of-the-api',
  WHATSAPP_PHONE_NUMBER_ID: '100000000000001',
};

export interface StackOptions {
  /** Postgres keeps what it acknowledged, as in production; without it everything is faster. */
  durable?: boolean;
  /** How many processes of each; 1 for every service by default, and no simulator. */
  replicas?: Partial<Record<App, number>>;
  /** Variables for all, and on top of them for one app; an address of a peer may name a proxy. */
  env?: NodeJS.ProcessEnv;
  appEnv?: Partial<Record<App, NodeJS.ProcessEnv>>;
  /** Where WhatsApp and the model are, fakes usually. */
  whatsappUrl?: string;
  modelUrl?: string;
  /** Puts something between a process and what it calls: `postgres`, `redis`, or a replica such as `agents-0`. Answers its port. */
  through?: (link: string, port: number) => Promise<number>;
}

const repo = join(import.meta.dirname, '..', '..');

/** Without the limits that only protect real people and accounts. */
const DEFAULTS = {
  NODE_ENV: 'test',
  RATE_LIMIT_PER_MINUTE: '0',
  NUMBER_RATE_PER_SECOND: '0',
  ANTHROPIC_API_KEY: 'key-of-the-model',
};

/** The real processes, from dist, over stores of their own, with everything outside replaced. */
export class Stack {
  readonly stores: Stores;
  readonly postgres: StoreControl;
  readonly redis: StoreControl;
  private readonly all: Replica[];

  private constructor(stores: Stores, all: Replica[]) {
    this.stores = stores;
    this.all = all;
    this.postgres = controlPostgres(stores);
    this.redis = controlRedis(stores);
  }

  /** @throws when something does not become ready, with the end of what it said */
  static async start(options: StackOptions = {}): Promise<Stack> {
    const stores = await startStores({ durable: options.durable });
    const stack = new Stack(stores, await planReplicas(await reachedThrough(stores, options), options));
    try {
      await stack.migrate(options);
      for (const replica of stack.all) await replica.start();
      await Promise.all(stack.all.map((replica) => replica.waitUntilReady()));
      await stack.waitUntilAgentsAreKnown();
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /** On a busy machine a classifier may be ready before the agents are, and send who writes first to the generalist. */
  private async waitUntilAgentsAreKnown(): Promise<void> {
    if (this.replicas('agents').length === 0) return;
    await Promise.all(
      this.replicas('classifier').map((classifier) =>
        poll(
          `the agents of ${classifier.name}`,
          async () => /^agents_known\S* [1-9]/m.test(await classifier.metrics()) || undefined,
          {
            timeoutMs: 30_000,
          },
        ),
      ),
    );
  }

  replicas(app?: App): Replica[] {
    return app ? this.all.filter((replica) => replica.app === app) : [...this.all];
  }

  replica(app: App, index = 0): Replica {
    const found = this.replicas(app)[index];
    if (!found) throw new Error(`this stack has no ${app} ${index}`);
    return found;
  }

  /** Of every gateway. */
  get webhookUrls(): string[] {
    return this.replicas('gateway').map(({ url }) => `${url}/webhooks/whatsapp`);
  }

  /** Asks the database as the service's own login. */
  async sql<Row extends pg.QueryResultRow>(service: Service, text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(this.stores.databaseUrl(service));
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** What no run may leave behind, whatever was done to it: the lines of processes that broke in a way nobody caught. */
  brokenLines(): string[] {
    return this.all.flatMap((replica) =>
      replica
        .logLines()
        .filter(
          ({ level, message }) =>
            level === 'fatal' || /unhandledRejection|uncaughtException|^\s+at /i.test(String(message)),
        )
        .map((line) => `${replica.name}: ${JSON.stringify(line)}`),
    );
  }

  /** Everything that still runs, services first. */
  async stop(): Promise<void> {
    this.postgres.resume();
    this.redis.resume();
    for (const app of APPS) await Promise.all(this.replicas(app).map((replica) => replica.stop()));
    await this.stores.stop();
  }

  private async migrate(options: StackOptions): Promise<void> {
    const owners = SERVICES.filter((app) => TABLE[app].hasDatabase && existsSync(scriptOf(app, 'migrate.js')));
    await Promise.all(
      owners.map(async (app) => {
        const env = environmentOf(app, { ports: {}, stores: this.stores, targets: targetsOf([]), options });
        const args = [scriptOf(app, 'migrate.js')];
        const run = await startProcess({ name: `${app}-migrations`, command: process.execPath, args, env, cwd: repo });
        const { code } = await run.exited;
        if (code !== 0) throw new Error(`the migrations of ${app} failed:\n${run.tail()}`);
      }),
    );
  }
}

/** What processes are told about the stores. */
type StoreAddresses = Pick<Stores, 'folder' | 'databaseUrl'> & { redis: { url: string } };

async function reachedThrough(stores: Stores, { through }: StackOptions): Promise<StoreAddresses> {
  if (!through) return stores;
  const postgres = await through('postgres', stores.postgres.port);
  const redis = await through('redis', stores.redis.port);
  return {
    folder: stores.folder,
    databaseUrl: (service) => withPort(stores.databaseUrl(service), postgres),
    redis: { url: withPort(stores.redis.url, redis) },
  };
}

const withPort = (address: string, port: number): string => address.replace(/:\d+(?=\/|$)/, `:${port}`);

interface Place {
  ports: Ports;
  stores: StoreAddresses;
  targets: Record<Service, string>;
  options: StackOptions;
}

const scriptOf = (app: App, file: string): string => join(repo, 'dist', 'apps', app, 'src', file);

async function planReplicas(stores: StoreAddresses, options: StackOptions): Promise<Replica[]> {
  const planned: { app: App; index: number; ports: Ports }[] = [];
  for (const app of APPS) {
    const count = options.replicas?.[app] ?? (app === 'simulator' ? 0 : 1);
    for (let index = 0; index < count; index++) planned.push({ app, index, ports: await portsOf(app) });
  }
  const { through } = options;
  const called = through
    ? await Promise.all(
        planned.map(async ({ app, index, ports }) =>
          ports.grpc
            ? { app, ports: { ...ports, grpc: await through(`${app}-${index}`, ports.grpc) } }
            : { app, ports },
        ),
      )
    : planned;
  const targets = targetsOf(called);
  const wired = wireSimulator(planned, wireSites(planned, options));
  return Promise.all(
    planned.map(async ({ app, index, ports }) => {
      const env = environmentOf(app, { ports, stores, targets, options: wired });
      return new Replica({
        app,
        index,
        ports,
        env,
        script: scriptOf(app, 'main.js'),
        cwd: repo,
        folder: stores.folder,
      });
    }),
  );
}

/** Sites are shown by the first gateway. */
function wireSites(planned: { app: App; ports: Ports }[], options: StackOptions): StackOptions {
  const port = planned.find(({ app }) => app === 'gateway')?.ports.sites;
  return port ? { ...options, env: { SITES_URL: `http://localhost:${port}`, ...options.env } } : options;
}

/** A simulator plays what nobody else was named for. */
function wireSimulator(planned: { app: App; ports: Ports }[], options: StackOptions): StackOptions {
  const portOf = (wanted: App) => planned.find(({ app }) => app === wanted)?.ports.public;
  if (!portOf('simulator')) return options;
  const simulatorUrl = `http://127.0.0.1:${portOf('simulator')}`;
  return {
    whatsappUrl: simulatorUrl,
    modelUrl: `${simulatorUrl}/anthropic`,
    ...options,
    env: {
      SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${portOf('gateway')}/webhooks/whatsapp`,
      STT_BASE_URL: `${simulatorUrl}/speech`,
      ...options.env,
    },
  };
}

async function portsOf(app: App): Promise<Ports> {
  const { opsPort, grpcPort, publicPort, sitesPort } = TABLE[app];
  return {
    ops: opsPort && (await freePort()),
    grpc: grpcPort && (await freePort()),
    public: publicPort && (await freePort()),
    sites: sitesPort && (await freePort()),
  };
}

/** All replicas of a service in one address, over which its callers balance. */
function targetsOf(planned: { app: App; ports: Ports }[]): Record<Service, string> {
  const addressOf = (service: Service): string => {
    const addresses = planned.filter(({ app }) => app === service).map(({ ports }) => `127.0.0.1:${ports.grpc}`);
    return addresses.length === 1 ? addresses[0]! : `ipv4:${addresses.join(',') || '127.0.0.1:1'}`;
  };
  return Object.fromEntries(SERVICES.map((service) => [service, addressOf(service)])) as Record<Service, string>;
}

function environmentOf(app: App, { ports, stores, targets, options }: Place): NodeJS.ProcessEnv {
  const { env, appEnv, whatsappUrl, modelUrl, durable } = options;
  const settings = {
    ...process.env,
    NODE_OPTIONS: undefined, // those of the test runner
    ...DEFAULTS,
    ...STACK_SECRETS,
    ...(whatsappUrl && { WHATSAPP_API_URL: whatsappUrl }),
    ...(modelUrl && { ANTHROPIC_BASE_URL: modelUrl }),
  };
  const databaseUrl = TABLE[app].hasDatabase ? stores.databaseUrl(app) : undefined;
  const wiring = { ports, targets, databaseUrl, redisUrl: stores.redis.url, bindAddress: '127.0.0.1' };
  const granted = appEnvironment(app, settings, wiring);
  return { ...granted, DATABASE_ALLOW_UNSAFE: durable ? 'false' : 'true', ...env, ...appEnv?.[app] };
}
