import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface UserIds {
  uid: number;
  gid: number;
}

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Postgres refuses to run as root: root runs it as user "postgres", which is made when the system has none, or as "nobody"
 * where users cannot be made. Everybody else runs it as themselves (undefined).
 */
export function postgresUser(): UserIds | undefined {
  if (!isRoot()) return undefined;
  return idsOf('postgres') ?? createPostgresUser() ?? idsOf('nobody');
}

function createPostgresUser(): UserIds | undefined {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return idsOf('postgres');
}

function idsOf(user: string): UserIds | undefined {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] })),
    );
    return { uid: uid!, gid: gid! };
  } catch {
    return undefined;
  }
}

/** Whether the user that runs Postgres can enter the folder: root's own home, for one, is closed to it. */
export function isTraversable(folder: string): boolean {
  if (!isRoot()) return true;
  const parent = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (parent === folder || isTraversable(parent));
}
