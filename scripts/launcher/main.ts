// Stage two, on Node 24: stores, services and simulator under one supervisor. Started by scripts/start.mjs.
import { join } from 'node:path';
import { Progress } from '../prepare/progress.mjs';
import { Launcher } from './launcher.ts';
import { removePidFile } from './processes/pid-file.ts';
import { welcome } from './terminal/welcome.ts';
import { SourceWatcher } from './watching/source-watcher.ts';

const repo = join(import.meta.dirname, '..', '..');
const dataFolder = process.env['PARLEY_HOME'] ?? join(repo, '.parley');
const pids = join(dataFolder, 'pids');
const watch = process.argv.includes('--watch');
const startedAt = performance.now();
const progress = new Progress();
let watcher: SourceWatcher | undefined;
let ending = false;

const launcher = new Launcher({
  repo,
  dataFolder,
  env: process.env,
  progress,
  watch,
  onFatal: (error) => void fail(error),
});

/** The last word, the reason of an end that nobody asked for, stands where it is seen. */
async function end(exitCode: number, lastWord?: string): Promise<void> {
  if (ending) return;
  ending = true;
  watcher?.stop();
  await launcher.stop();
  removePidFile(pids, 'launcher');
  if (lastWord) process.stderr.write(`\n${lastWord}\n`);
  process.exit(exitCode);
}

async function fail(error: unknown): Promise<void> {
  const text = error instanceof Error ? error.message : String(error);
  if (!ending) progress.note(`cannot go on: ${text.split('\n')[0]}`);
  await end(1, text);
}

function kill(): never {
  launcher.kill();
  removePidFile(pids, 'launcher');
  process.exit(130);
}

const stopOrKill = (): void => (ending ? kill() : void end(0));
process.on('message', (wish) => (wish === 'kill' ? kill() : void end(0)));
process.on('disconnect', () => void end(1)); // stage one was killed
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopOrKill);

try {
  const plan = await launcher.start();
  progress.say(welcome({ plan, dataFolder, seconds: (performance.now() - startedAt) / 1000, progress }));
  if (watch) watcher = await SourceWatcher.start({ repo, launcher, progress, pidFolder: pids });
} catch (error) {
  await fail(error);
}
