import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { installRedis } from './install-redis.ts';

/** A way to run Redis on this machine. */
export interface RedisServer {
  /** For people: where it comes from. */
  from: string;
  command: string;
  argv0?: string;
  env: NodeJS.ProcessEnv;
  args: (place: { port: number; folder: string }) => string[];
  /** Ends what a starter that was killed left behind on this port. */
  clear?: (port: number) => Promise<void>;
}

const IMAGE = 'redis:7-alpine';
const run = promisify(execFile);

/**
 * Redis or Valkey on the PATH, else Docker, else the distribution's package.
 * @throws with what the person can do when there is none of them
 */
export async function findRedis(installFolder: string, say: (line: string) => void = () => {}): Promise<RedisServer> {
  const onPath = findOnPath('redis-server') ?? findOnPath('valkey-server');
  if (onPath) return nativeServer(onPath, onPath);
  if (await dockerRuns()) return dockerServer();
  const installed = await installRedis(installFolder, say);
  if (installed) return { ...nativeServer(installed.command, 'the distribution'), ...installed };
  const advice =
    process.platform === 'darwin'
      ? 'install it with "brew install redis"'
      : 'install the package redis-server, start Docker';
  throw new Error(`Redis is missing: ${advice}, or set REDIS_URL to one that runs`);
}

export function findOnPath(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const folders = [...path.split(delimiter), '/usr/local/bin', '/opt/homebrew/bin', '/usr/bin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function nativeServer(command: string, from: string): RedisServer {
  const args: RedisServer['args'] = ({ port, folder }) => [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    ...volatile,
  ];
  return { from, command, env: { PATH: process.env['PATH'] }, args };
}

const volatile = ['--save', '', '--appendonly', 'no'];

const dockerRuns = (): Promise<boolean> =>
  run('docker', ['info'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );

/** In the foreground and removed at its end, so that it lives and dies with the process that is supervised. */
function dockerServer(): RedisServer {
  const nameOf = (port: number): string => `parley-redis-${port}`;
  const args: RedisServer['args'] = ({ port }) => {
    const publish = ['--publish', `127.0.0.1:${port}:6379`];
    return ['run', '--rm', '--init', '--name', nameOf(port), ...publish, IMAGE, 'redis-server', ...volatile];
  };
  const clear = async (port: number): Promise<void> => void (await run('docker', ['rm', '--force', nameOf(port)]));
  return { from: 'Docker', command: 'docker', env: process.env, args, clear };
}
