import { type ChildProcess, spawn } from 'node:child_process';
import { removePidFile, writePidFile } from './pid-file.ts';
import type { LogFile } from './log-file.ts';

export interface ProcessOptions {
  name: string;
  command: string;
  args: string[];
  /** The whole environment of the child; nothing is inherited. */
  env: NodeJS.ProcessEnv;
  cwd?: string;
  /** Name under which the child knows itself, for binaries that act by it. */
  argv0?: string;
  uid?: number;
  gid?: number;
  /** Where its pid is written down, for a later start to find it. */
  pidFolder?: string;
  log?: LogFile;
  onOutput?: (chunk: Buffer) => void;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const TAIL_BYTES = 64 * 1024;

/** A child process in a process group of its own: Ctrl-C reaches only its parent, which decides the order of the end. */
export class RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly startedAt = Date.now();
  /** Settles when the process is gone and its output was read to the end. */
  readonly exited: Promise<Exit>;
  exit: Exit | undefined;
  private readonly output: Buffer[] = [];
  private outputBytes = 0;

  constructor(child: ChildProcess & { pid: number }, options: ProcessOptions) {
    this.name = options.name;
    this.pid = child.pid;
    if (options.pidFolder) writePidFile(options.pidFolder, this.name, this.pid);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => this.record(chunk, options));
    child.once('exit', (code, signal) => (this.exit = { code, signal }));
    this.exited = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        if (options.pidFolder) removePidFile(options.pidFolder, this.name);
        resolve((this.exit = { code, signal }));
      });
    });
  }

  /** The last lines that it wrote. */
  tail(lines = 20): string {
    return Buffer.concat(this.output).toString().trimEnd().split('\n').slice(-lines).join('\n');
  }

  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    if (this.exit) return;
    try {
      process.kill(this.pid, signal);
    } catch {
      // it ended in this moment
    }
  }

  /** Asks it to end, and ends it when it has not after `graceMs`. */
  async stop({ signal, graceMs = 10_000 }: { signal?: NodeJS.Signals; graceMs?: number } = {}): Promise<Exit> {
    this.kill(signal);
    const hardEnd = setTimeout(() => this.kill('SIGKILL'), graceMs);
    return this.exited.finally(() => clearTimeout(hardEnd));
  }

  private record(chunk: Buffer, { log, onOutput }: ProcessOptions): void {
    this.output.push(chunk);
    this.outputBytes += chunk.length;
    while (this.outputBytes - this.output[0]!.length > TAIL_BYTES) this.outputBytes -= this.output.shift()!.length;
    log?.write(chunk);
    onOutput?.(chunk);
  }
}

/** @throws when the command cannot be executed */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { command, args, env, cwd, argv0, uid, gid } = options;
  const child = spawn(command, args, { env, cwd, argv0, uid, gid, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  return new RunningProcess(child as ChildProcess & { pid: number }, options);
}
