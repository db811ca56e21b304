import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startTimeOf } from '../../prepare/process-identity.mjs';
import { poll } from '../processes/poll.ts';

/**
 * Ends what still runs on the cluster although nobody supervises it: a Postgres whose starter was killed, or the backends
 * of one that was killed itself. A lock whose pid now belongs to another program is removed; the rest of the locks Postgres
 * judges by itself.
 */
export async function endOrphanedPostgres(cluster: string): Promise<void> {
  const main = mainPid(cluster);
  const processes = postgresProcesses(cluster);
  if (main !== undefined && !processes.includes(main) && startTimeOf(main) !== undefined) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
  }
  if (main !== undefined && processes.includes(main)) signal([main], 'SIGINT');
  if (await ended(cluster)) return;
  signal(postgresProcesses(cluster), 'SIGKILL');
  if (!(await ended(cluster))) throw new Error(`an older Postgres still runs on ${cluster} and cannot be ended`);
}

/** The server and its backends, the server first when it lives. Elsewhere than on Linux only the server is known. */
export function postgresProcesses(cluster: string): number[] {
  const main = mainPid(cluster);
  if (process.platform !== 'linux') return main !== undefined && startTimeOf(main) !== undefined ? [main] : [];
  const folder = realpathSync(cluster);
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && worksIn(entry, folder));
  return pids.map(Number).sort((a, b) => Number(b === main) - Number(a === main));
}

function worksIn(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false; // it has ended, or is somebody else's
  }
}

function mainPid(cluster: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

const ended = (cluster: string): Promise<boolean> =>
  poll('the end of Postgres', () => (postgresProcesses(cluster).length === 0 ? true : undefined), {
    timeoutMs: 10_000,
  }).catch(() => false);

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // it ended in this moment
    }
  }
}
