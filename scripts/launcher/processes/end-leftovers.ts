import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../../prepare/process-identity.mjs';
import { endOrphanedPostgres } from '../stores/end-orphaned-postgres.ts';
import { findLeftovers, type PidRecord, removePidFile } from './pid-file.ts';
import { poll } from './poll.ts';

/** A launcher that is still stopping everything in order gets this long; a service may finish what it is at. */
const LAUNCHER_GRACE_MS = 30_000;
const SERVICE_GRACE_MS = 5_000;

/**
 * Ends what a start on this data folder left running because it was killed: its launcher, services and simulator, Redis,
 * and Postgres last.
 * @returns the names of what still ran
 */
export async function endLeftovers(dataFolder: string): Promise<string[]> {
  const folder = join(dataFolder, 'pids');
  const all = findLeftovers(folder);
  const launcher = all.filter(({ name }) => name === 'launcher');
  await end(folder, launcher, LAUNCHER_GRACE_MS);
  const isStore = ({ name }: PidRecord): boolean => name === 'redis' || name === 'postgres';
  const rest = findLeftovers(folder);
  await end(
    folder,
    rest.filter((record) => !isStore(record)),
    SERVICE_GRACE_MS,
  );
  await end(
    folder,
    rest.filter(({ name }) => name === 'redis'),
    SERVICE_GRACE_MS,
  );
  const cluster = join(dataFolder, 'postgres');
  if (existsSync(cluster)) await endOrphanedPostgres(cluster);
  removePidFile(folder, 'postgres');
  return all.map(({ name }) => name);
}

/** All at once: nobody supervises them any more, so there is no order to keep. */
async function end(folder: string, records: PidRecord[], graceMs: number): Promise<void> {
  await Promise.all(
    records.map(async (record) => {
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
        signalTo(record, signal);
        const gone = poll(`the end of ${record.name}`, () => (isRunning(record) ? undefined : true), {
          timeoutMs: graceMs,
        });
        if (await gone.catch(() => false)) break;
      }
      removePidFile(folder, record.name);
    }),
  );
}

function signalTo(record: PidRecord, signal: NodeJS.Signals): void {
  if (!isRunning(record)) return;
  try {
    process.kill(record.pid, signal);
  } catch {
    // it ended in this moment
  }
}
