import { setTimeout as wait } from 'node:timers/promises';
import { backoffMs, HEALTHY_AFTER_MS } from './backoff.ts';
import type { Exit, RunningProcess } from './start-process.ts';

export interface Crash {
  name: string;
  exit: Exit;
  /** The last lines that it wrote. */
  tail: string;
  /** How often in a row. */
  failures: number;
  nextStartMs: number;
}

export interface SupervisedOptions {
  name: string;
  start: () => Promise<RunningProcess>;
  /** Tells of an end that was not asked for; false means that another start is of no use. */
  onCrash: (crash: Crash) => boolean;
  onRestart?: () => void;
  /** How it is asked to end, and for how long it may take. */
  stopSignal?: NodeJS.Signals;
  graceMs: number;
}

/** Keeps one process alive: when it ends unasked it is started again, later each time. */
export class SupervisedProcess {
  readonly name: string;
  private readonly options: SupervisedOptions;
  private readonly stopping = new AbortController();
  /** Ends the wait before another start. */
  private waiting = new AbortController();
  private current: RunningProcess | undefined;
  private starting: Promise<void> | undefined;
  private failures = 0;

  constructor(options: SupervisedOptions) {
    this.name = options.name;
    this.options = options;
  }

  get pid(): number | undefined {
    return this.current?.exit ? undefined : this.current?.pid;
  }

  get crashes(): number {
    return this.failures;
  }

  tail(lines?: number): string {
    return this.current?.tail(lines) ?? '';
  }

  /** @throws when it cannot be started at all; later failures only delay the next start */
  start(): Promise<void> {
    this.starting = this.options.start().then((running) => {
      this.current = running;
      void running.exited.then((exit) => this.onExit(running, exit));
    });
    return this.starting;
  }

  /** Ends it in order and starts it again, which is not a failure. */
  async replace(): Promise<void> {
    const old = this.current;
    this.current = undefined;
    this.waiting.abort();
    this.waiting = new AbortController();
    if (old) await this.end(old);
    if (!this.stopping.signal.aborted) await this.start();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.starting?.catch(() => {});
    if (this.current) await this.end(this.current);
  }

  kill(): void {
    this.stopping.abort();
    this.current?.kill(this.options.stopSignal === 'SIGINT' ? 'SIGQUIT' : 'SIGKILL');
  }

  private async end(running: RunningProcess): Promise<void> {
    const { stopSignal: signal, graceMs } = this.options;
    await running.stop({ signal, graceMs });
  }

  private async onExit(running: RunningProcess, exit: Exit): Promise<void> {
    if (this.stopping.signal.aborted || running !== this.current) return;
    this.failures = Date.now() - running.startedAt > HEALTHY_AFTER_MS ? 1 : this.failures + 1;
    await this.startAgain(exit, running.tail());
  }

  private async startAgain(exit: Exit, tail: string): Promise<void> {
    const nextStartMs = backoffMs(this.failures);
    if (!this.options.onCrash({ name: this.name, exit, tail, failures: this.failures, nextStartMs })) return;
    try {
      await wait(nextStartMs, undefined, { signal: AbortSignal.any([this.stopping.signal, this.waiting.signal]) });
    } catch {
      return; // it is to end, or was replaced
    }
    try {
      await this.start();
      this.options.onRestart?.();
    } catch (error) {
      this.failures += 1;
      await this.startAgain({ code: null, signal: null }, error instanceof Error ? error.message : String(error));
    }
  }
}
