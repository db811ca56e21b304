import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { createPlaces, type Places } from '#libs/resilience';
import type { WorkerMessage, WorkerUpdate } from './worker-messages.js';

export interface CheckWorkerOptions {
  /** Module that serves the jobs. */
  entry: URL;
  /** Flags of its Node. */
  flags: string[];
  timeoutMs: number;
  idleMs: number;
  queue: number;
}

export type Outcome = 'done' | 'overdue' | 'broken';
type Ending = Outcome | 'spent' | 'aborted';

interface Running {
  child: ChildProcess;
  folder: string;
  exited: Promise<void>;
}

const graceMs = 2_000;
const mostJobs = 200;

/**
 * A process of its own for checks, started when needed: what eats its memory or its processor is killed with it, and an idle
 * service keeps none of its libraries. It gets none of the service's environment, so none of its secrets. One job at a time.
 */
export class CheckWorker {
  private readonly logger = new Logger(CheckWorker.name);
  private readonly places: Places;
  private running?: Running;
  private idle?: NodeJS.Timeout;
  private jobs = 0;

  constructor(private readonly options: CheckWorkerOptions) {
    this.places = createPlaces('checks', 1, options.queue);
  }

  /** @throws AppError OVERLOADED when too many jobs wait, or the reason of the signal */
  async run(job: object, signal: AbortSignal, onUpdate: (update: WorkerUpdate) => void): Promise<Outcome> {
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(toError(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([aborted.promise, this.places.execute(() => this.runNow(job, signal, onUpdate))]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { running } = this;
    this.running = undefined;
    if (running) await this.end(running);
  }

  private async runNow(job: object, signal: AbortSignal, onUpdate: (update: WorkerUpdate) => void): Promise<Outcome> {
    signal.throwIfAborted();
    clearTimeout(this.idle);
    if (this.running && !this.running.child.connected) await this.close(); // it died while it had nothing to do
    const running = (this.running ??= await this.start());
    const ending = await this.watch(running, job, signal, onUpdate);
    this.jobs += 1;
    if (ending !== 'done' || this.jobs >= mostJobs) await this.close();
    else this.idle = setTimeout(() => void this.close(), this.options.idleMs).unref();
    if (ending === 'aborted') throw toError(signal);
    return ending === 'spent' ? 'done' : ending;
  }

  private watch(
    { child }: Running,
    job: object,
    signal: AbortSignal,
    onUpdate: (update: WorkerUpdate) => void,
  ): Promise<Ending> {
    return new Promise((resolve) => {
      const onMessage = (message: WorkerMessage) =>
        message.kind === 'done' ? settle(message.isSpent ? 'spent' : 'done') : onUpdate(message.update);
      const onExit = (code: number | null, killedBy: NodeJS.Signals | null) => {
        this.logger.warn({ message: 'a process that checks sites ended in its work', code, killedBy });
        settle('broken');
      };
      const onError = (error: Error) => {
        this.logger.warn({ message: 'a process that checks sites cannot be talked to', error });
        settle('broken');
      };
      const onAbort = () => settle('aborted');
      const timer = setTimeout(() => settle('overdue'), this.options.timeoutMs);
      const settle = (ending: Ending) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
        resolve(ending);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
      if (child.connected) child.send(job);
      else settle('broken');
    });
  }

  private async start(): Promise<Running> {
    this.jobs = 0;
    const folder = await mkdtemp(join(tmpdir(), 'parley-check-'));
    const child = fork(this.options.entry, [], {
      execArgv: this.options.flags,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', HOME: folder, TMPDIR: folder },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', (error) => this.logger.debug({ message: 'a process that checks sites failed', error }));
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
    child.unref();
    child.channel?.unref();
    return { child, folder, exited };
  }

  /** Asks first, so that it ends its browser, and then insists: the browser ends when its pipe closes. */
  private async end({ child, folder, exited }: Running): Promise<void> {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
    child.ref();
    await exited;
    clearTimeout(timer);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

const toError = ({ reason }: AbortSignal): AppError =>
  reason instanceof AppError ? reason : new AppError('CANCELLED', { cause: reason });
