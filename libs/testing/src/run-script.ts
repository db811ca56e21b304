import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Script {
  readonly pid: number;
  /** What it wrote so far. */
  readonly output: { stdout: string; stderr: string };
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs an ES module, given as JavaScript, in a process of its own; `#libs/<name>` are the sources of today. */
export function runScript(source: string, env: Record<string, string> = {}): Script {
  const preload = new URL('./load-sources.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', preload, '--input-type=module', '--eval', source], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output.stderr += chunk));
  const exited = new Promise<Awaited<Script['exited']>>((resolve, reject) =>
    child.on('error', reject).on('close', (code, signal) => resolve({ code, signal })),
  );
  return { pid: child.pid!, output, exited, kill: (signal) => void child.kill(signal) };
}
