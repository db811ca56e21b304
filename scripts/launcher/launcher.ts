import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyNames, SETTINGS } from '../doctor/deployment.ts';
import type { Progress } from '../prepare/progress.mjs';
import { appEnvironment, type Ports } from './plan/app-environment.ts';
import { isLoopback, SettingsError } from './plan/choose-apis.ts';
import { InstallationSecret } from './plan/demo-secrets.ts';
import { planRun, type RunPlan } from './plan/plan-run.ts';
import { type App, APPS, EXTENSIONS, SCHEMA_OWNERS, type Service, SERVICES, TABLE } from './plan/service-table.ts';
import { endLeftovers } from './processes/end-leftovers.ts';
import { LogFile } from './processes/log-file.ts';
import { writePidFile } from './processes/pid-file.ts';
import { startProcess } from './processes/start-process.ts';
import { type Crash, SupervisedProcess } from './processes/supervised-process.ts';
import { waitUntilReady } from './processes/wait-until-ready.ts';
import { providePostgres, provideRedis, type StoreContext } from './start-stores.ts';
import { createSchemas } from './stores/create-schemas.ts';
import { AppOutput } from './terminal/app-output.ts';
import { describeCrash } from './terminal/describe-crash.ts';

/** EX_CONFIG: a service says that its variables are wrong, which no restart mends. */
const CONFIG_EXIT_CODE = 78;
/** What a service gets beyond its own hard end of a graceful shutdown. */
const GRACE_MARGIN_MS = 3_000;
const DEFAULT_DRAIN_MS = 15_000;
/** The one that the simulator has where none is set. */
const SIMULATED_NUMBER = '100000000000001';

export interface LauncherOptions {
  repo: string;
  dataFolder: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  watch: boolean;
  /** Told once when Parley cannot go on. */
  onFatal: (error: Error) => void;
}

/** Brings up stores, services and simulator as processes of their own, keeps them alive, and ends them in order. */
export class Launcher {
  private readonly options: LauncherOptions;
  private readonly output: AppOutput;
  private readonly apps = new Map<App, SupervisedProcess>();
  private readonly stores: SupervisedProcess[] = [];
  private settings: NodeJS.ProcessEnv = {};
  private ports: Partial<Record<App, Ports>> = {};
  private redisUrl = '';
  private databaseUrls: Partial<Record<App, string>> = {};
  private stopped: Promise<void> | undefined;

  constructor(options: LauncherOptions) {
    this.options = options;
    const { env, progress } = options;
    const format =
      env['LOG_FORMAT'] === 'json' || (!progress.live && env['LOG_FORMAT'] !== 'pretty') ? 'json' : 'pretty';
    this.output = new AppOutput({ progress, format, verbose: env['PARLEY_VERBOSE'] === '1' });
  }

  async start(): Promise<RunPlan> {
    const { dataFolder, env, progress } = this.options;
    const leftovers = await endLeftovers(dataFolder);
    if (leftovers.length > 0) progress.note(`the last run was killed; ended what it left: ${leftovers.join(', ')}`);
    writePidFile(this.pids, 'launcher', process.pid);
    const secret = new InstallationSecret(dataFolder);
    const plan = await planRun(env, dataFolder, secret);
    for (const note of plan.notes) progress.note(note);
    this.ports = plan.ports;
    this.settings = plan.settings;
    await Promise.all([plan.needsSimulator && this.startApp('simulator'), this.startServices(secret)]);
    writeFileSync(this.addressFile, JSON.stringify(plan.addresses));
    return plan;
  }

  /** Runs the migrations of these apps, those that have any, at once: each has a schema of its own. */
  async migrate(apps: readonly App[]): Promise<void> {
    await Promise.all(
      apps.map(async (app) => {
        const script = this.scriptOf(app, 'migrate.js');
        if (!TABLE[app].hasDatabase || !existsSync(script) || this.stopped) return;
        const run = await startProcess({
          ...this.commandOf(app, script),
          name: `${app}-migrations`,
          log: this.logOf(app),
        });
        const { code } = await run.exited;
        if (code !== 0) throw new Error(`the migrations of ${app} failed:\n\n${run.tail()}`);
      }),
    );
  }

  /** After a change of its code. */
  async replace(app: App): Promise<void> {
    const process = this.apps.get(app);
    if (!process) return;
    await process.replace();
    await waitUntilReady(process, this.opsPortOf(app));
  }

  /** In order, so that what came in is still finished: from the gateway to the notifier, then the stores. */
  stop(): Promise<void> {
    this.stopped ??= this.stopInOrder();
    return this.stopped;
  }

  /** At once; Postgres, which cannot be harmed by that, is told to leave its clean-up to the next start. */
  kill(): void {
    for (const process of [...this.apps.values(), ...this.stores]) process.kill();
  }

  private async stopInOrder(): Promise<void> {
    const { progress } = this.options;
    for (const file of [this.addressFile, this.loginFile, this.deploymentFile]) rmSync(file, { force: true });
    for (const app of APPS) {
      const process = this.apps.get(app);
      if (process) await progress.step(`stopping ${app}`, () => process.stop());
    }
    for (const store of this.stores.toSorted((a) => (a.name === 'redis' ? -1 : 1))) {
      await progress.step(`stopping ${store.name}`, () => store.stop());
    }
  }

  private async startServices(secret: InstallationSecret): Promise<void> {
    const [adminUrl, redisUrl] = await this.startStores(secret);
    this.redisUrl = redisUrl;
    this.databaseUrls = await this.createLogins(adminUrl, secret);
    writeFileSync(this.loginFile, `${this.databaseUrls.agents}`, { mode: 0o600 });
    writeFileSync(this.deploymentFile, JSON.stringify(this.deployment()), { mode: 0o600 });
    await this.options.progress.step('preparing the database', () => this.migrate(APPS));
    await Promise.all(SERVICES.map((service) => this.startApp(service)));
  }

  private startStores(secret: InstallationSecret): Promise<[string, string]> {
    const { dataFolder, env, progress } = this.options;
    const onProcess = (process: SupervisedProcess): void => void this.stores.push(process);
    const onRestart = (name: string): void => this.onRestart(name);
    const context: StoreContext = {
      dataFolder,
      env,
      progress,
      onProcess,
      onRestart,
      onCrash: (crash) => this.onCrash(crash),
    };
    return Promise.all([
      progress.step('Postgres', () => providePostgres(context, secret.derive('postgres')), describeUrl),
      progress.step('Redis', () => provideRedis(context), describeUrl),
    ]);
  }

  private async createLogins(adminUrl: string, secret: InstallationSecret): Promise<Record<string, string>> {
    const schemas = SCHEMA_OWNERS.map((name) => ({
      name,
      password: secret.derive(`role ${name}`),
      extensions: EXTENSIONS[name],
    }));
    const { urls, shared } = await createSchemas(adminUrl, schemas);
    if (shared)
      this.options.progress.note(
        'the login of DATABASE_URL may not make roles: all services share it, each with a schema of its own',
      );
    return urls;
  }

  private async startApp(app: App): Promise<void> {
    const { progress, env } = this.options;
    const log = this.logOf(app);
    const onOutput = this.output.sinkFor(app);
    const command = this.commandOf(app, this.scriptOf(app, 'main.js'));
    const start = () => startProcess({ ...command, name: app, log, onOutput, pidFolder: this.pids });
    const onRestart = (): void => this.onRestart(app);
    const graceMs = (Number(env['DRAIN_TIMEOUT_MS']) || DEFAULT_DRAIN_MS) + GRACE_MARGIN_MS;
    const process = new SupervisedProcess({
      name: app,
      start,
      onRestart,
      graceMs,
      onCrash: (crash) => this.onCrash(crash),
    });
    if (this.stopped) return;
    this.apps.set(app, process);
    const detail = (): string => (TABLE[app].publicPort ? `http://127.0.0.1:${this.ports[app]?.public}` : '');
    await progress.step(app, () => process.start().then(() => waitUntilReady(process, this.opsPortOf(app))), detail);
  }

  private onCrash(crash: Crash): boolean {
    const { progress, onFatal } = this.options;
    const isRefused = crash.exit.code === CONFIG_EXIT_CODE;
    if (isRefused) onFatal(new SettingsError(`${crash.name} does not accept its settings.\n${crash.tail}`));
    else progress.say(describeCrash(crash, progress));
    return !isRefused;
  }

  private onRestart(name: string): void {
    this.options.progress.note(`${name} was started again`);
  }

  private commandOf(
    app: App,
    script: string,
  ): { command: string; args: string[]; env: NodeJS.ProcessEnv; cwd: string } {
    const { repo, dataFolder, env, watch } = this.options;
    const wiring = {
      ports: this.ports[app] ?? {},
      targets: Object.fromEntries(SERVICES.map((peer) => [peer, `127.0.0.1:${this.ports[peer]?.grpc}`])) as Record<
        Service,
        string
      >,
      databaseUrl: this.databaseUrls[app],
      redisUrl: this.redisUrl,
      bindAddress: env['BIND_ADDRESS'] ?? '127.0.0.1',
      compileCache: join(dataFolder, 'compile-cache'),
    };
    const args = [...(watch ? ['--enable-source-maps'] : []), script];
    return { command: process.execPath, args, env: appEnvironment(app, this.settings, wiring), cwd: repo };
  }

  private opsPortOf(app: App): number {
    const ports = this.ports[app];
    return ports?.ops ?? ports?.public ?? 0;
  }

  private readonly scriptOf = (app: App, file: string): string =>
    join(this.options.repo, 'dist', 'apps', app, 'src', file);
  private readonly logOf = (app: App): LogFile => new LogFile(join(this.options.dataFolder, 'logs', `${app}.log`));

  private get pids(): string {
    return join(this.options.dataFolder, 'pids');
  }

  /** For `npm run import`, while this runs. */
  private get loginFile(): string {
    return join(this.options.dataFolder, 'agents-login');
  }

  /** For `npm run doctor`, while this runs. */
  private get deploymentFile(): string {
    return join(this.options.dataFolder, 'deployment.json');
  }

  private deployment(): NodeJS.ProcessEnv {
    const isPlayed = isLoopback(this.settings['WHATSAPP_API_URL']);
    const told = [...new Set([...SETTINGS, ...keyNames(this.settings)])];
    return {
      ...(isPlayed && { WHATSAPP_PHONE_NUMBER_ID: SIMULATED_NUMBER }),
      ...Object.fromEntries(told.flatMap((name) => (this.settings[name] ? [[name, this.settings[name]]] : []))),
      ...Object.fromEntries(
        SCHEMA_OWNERS.map((name) => [`${name.toUpperCase()}_DATABASE_URL`, this.databaseUrls[name]]),
      ),
      ...Object.fromEntries(
        SERVICES.map((name) => [`${name.toUpperCase()}_OPS_URL`, `http://127.0.0.1:${this.ports[name]?.ops}`]),
      ),
      REDIS_URL: this.redisUrl,
      GATEWAY_PUBLIC_URL: `http://127.0.0.1:${this.ports.gateway?.public}`,
    };
  }

  private get addressFile(): string {
    return join(this.options.dataFolder, 'addresses.json');
  }
}

function describeUrl(url: string): string {
  return new URL(url).host;
}
