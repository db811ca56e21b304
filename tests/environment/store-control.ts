import { join } from 'node:path';
import { postgresProcesses } from '../../scripts/launcher/stores/end-orphaned-postgres.ts';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import type { Stores } from './start-stores.ts';

/** What a fault does to a store: it comes back only by `start` or `resume`. */
export interface StoreControl {
  pids(): number[];
  /** SIGKILL to all of its processes. */
  kill(): Promise<void>;
  /** Again on the same port; Postgres with its data, Redis empty. */
  start(): Promise<void>;
  pause(): void;
  resume(): void;
}

export function controlPostgres(stores: Stores): StoreControl {
  const pids = (): number[] => postgresProcesses(join(stores.folder, 'postgres'));
  return { ...signals(pids), kill: () => killAll(pids), start: () => stores.startPostgresAgain() };
}

export function controlRedis(stores: Stores): StoreControl {
  const pids = (): number[] => (stores.redis.process.exit ? [] : [stores.redis.process.pid]);
  return { ...signals(pids), kill: () => killAll(pids), start: () => stores.startRedisAgain() };
}

function signals(pids: () => number[]): Pick<StoreControl, 'pids' | 'pause' | 'resume'> {
  return { pids, pause: () => signalAll(pids(), 'SIGSTOP'), resume: () => signalAll(pids(), 'SIGCONT') };
}

/** A backend that is born while the others are killed is killed in the next round. */
async function killAll(pids: () => number[]): Promise<void> {
  await poll('the end of a killed store', () => {
    signalAll(pids(), 'SIGKILL');
    return pids().length === 0 ? true : undefined;
  });
}

function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // it ended in this moment
    }
  }
}
