import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '../../scripts/launcher/plan/app-environment.ts';
import type { App } from '../../scripts/launcher/plan/service-table.ts';
import { LogFile } from '../../scripts/launcher/processes/log-file.ts';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { type Exit, type RunningProcess, startProcess } from '../../scripts/launcher/processes/start-process.ts';
import { isReady } from '../../scripts/launcher/processes/wait-until-ready.ts';

export interface ReplicaOptions {
  app: App;
  index: number;
  ports: Ports;
  script: string;
  cwd: string;
  folder: string;
  env: NodeJS.ProcessEnv;
}

/** One process of a service under test: it is killed, frozen and started again at will, always on the same ports. */
export class Replica {
  readonly app: App;
  readonly name: string;
  readonly ports: Ports;
  readonly logPath: string;
  private readonly options: ReplicaOptions;
  private readonly log: LogFile;
  private running: RunningProcess | undefined;

  constructor(options: ReplicaOptions) {
    const { app, index, ports, folder } = options;
    this.options = options;
    this.app = app;
    this.ports = ports;
    this.name = `${app}-${index}`;
    this.logPath = join(folder, 'logs', `${this.name}.log`);
    this.log = new LogFile(this.logPath);
  }

  get pid(): number {
    if (!this.running) throw new Error(`${this.name} was never started`);
    return this.running.pid;
  }

  /** How it ended; undefined while it runs. */
  get exit(): Exit | undefined {
    return this.running?.exit;
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.public ?? this.ports.ops}`;
  }

  /** Of the sites that a gateway shows. */
  get sitesUrl(): string {
    return `http://localhost:${this.ports.sites}`;
  }

  get opsUrl(): string {
    return `http://127.0.0.1:${this.ports.ops ?? this.ports.public}`;
  }

  tail(lines?: number): string {
    return this.running?.tail(lines) ?? '';
  }

  /** Everything that it logged, over all its starts, parsed where it is JSON. */
  logLines(): Record<string, unknown>[] {
    const lines = readFileSync(this.logPath, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) =>
      line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : { message: line },
    );
  }

  async metrics(): Promise<string> {
    const response = await fetch(`${this.opsUrl}/metrics`);
    return response.text();
  }

  /** Variables given here hold for this start only: a crash point, for one, must not fire again after a restart. */
  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    const { script, cwd, folder, env: own } = this.options;
    const { name, log } = this;
    const command = { command: process.execPath, args: [script], env: { ...own, ...env }, cwd };
    this.running = await startProcess({ ...command, name, log, pidFolder: join(folder, 'pids') });
  }

  /** @throws when it ends before it is ready */
  async waitUntilReady(timeoutMs = 30_000): Promise<void> {
    const port = this.ports.ops ?? this.ports.public!;
    await poll(`the readiness of ${this.name}`, () => (this.exit ? this.failToStart() : isReady(port)), { timeoutMs });
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.running?.kill(signal);
  }

  pause(): void {
    this.kill('SIGSTOP');
  }

  resume(): void {
    this.kill('SIGCONT');
  }

  /** Resolves when the process is gone, whoever ended it. */
  async waitForExit(timeoutMs = 30_000): Promise<Exit> {
    return poll(`the end of ${this.name}`, () => this.exit, { timeoutMs, everyMs: 10 });
  }

  /** Drains it (a killed one is just replaced) and waits until its successor is ready. */
  async restart(env: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.stop();
    await this.start(env);
    await this.waitUntilReady();
  }

  async stop(graceMs = 20_000): Promise<Exit | undefined> {
    this.resume(); // a frozen process hears no other signal
    return this.running?.stop({ graceMs });
  }

  private failToStart(): never {
    throw new Error(`${this.name} ended before it was ready (${JSON.stringify(this.exit)}):\n${this.tail()}`);
  }
}
