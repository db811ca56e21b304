import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { poll } from '../processes/poll.ts';

/**
 * Ends what still runs on the cluster although nobody supervises it: a Postgres whose starter was killed, or the backends
 * of one that was killed itself. Then nobody works there, and a lock that is left means nothing, whatever its pid is now:
 * another program, or a zombie, which Postgres would take for a living server.
 */
export async function endOrphanedPostgres(cluster: string): Promise<void> {
  const main = mainPid(cluster);
  if (main !== undefined && postgresProcesses(cluster).includes(main)) signal([main], 'SIGINT');
  if (!(await ended(cluster))) {
    signal(postgresProcesses(cluster), 'SIGKILL');
    if (!(await ended(cluster))) throw new Error(`an older Postgres still runs on ${cluster} and cannot be ended`);
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** The server and its backends, the server first when it lives. Elsewhere than on Linux only the server can be seen. */
export function postgresProcesses(cluster: string): number[] {
  const main = mainPid(cluster);
  if (process.platform !== 'linux') return main !== undefined && commandOf(main).includes(cluster) ? [main] : [];
  const folder = realpathSync(cluster);
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && worksIn(entry, folder));
  return pids.map(Number).sort((a, b) => Number(b === main) - Number(a === main));
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' });
  } catch {
    return ''; // it has ended
  }
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
