import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const quietly = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 16 * 1024 * 1024 };

export interface InstalledRedis {
  command: string;
  argv0?: string;
  env?: NodeJS.ProcessEnv;
}

/** Takes Redis from a Debian-like distribution: root installs the package, anybody else unpacks it into `folder`. */
export async function installRedis(folder: string, say: (line: string) => void): Promise<InstalledRedis | undefined> {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  return process.getuid?.() === 0 ? installPackage(say) : unpackPackage(join(folder, 'redis-package'), say);
}

async function installPackage(say: (line: string) => void): Promise<InstalledRedis | undefined> {
  say('Redis is missing: installing the package redis-server');
  try {
    await run('apt-get', ['update'], quietly);
    await run('apt-get', ['install', '--yes', '--no-install-recommends', 'redis-server'], quietly);
  } catch {
    return undefined;
  }
  return existsSync('/usr/bin/redis-server') ? { command: '/usr/bin/redis-server' } : undefined;
}

/** The server is the same binary as redis-check-rdb of the package redis-tools, told apart by its name. */
async function unpackPackage(folder: string, say: (line: string) => void): Promise<InstalledRedis | undefined> {
  const binary = join(folder, 'usr', 'bin', 'redis-check-rdb');
  if (!existsSync(binary)) {
    say('Redis is missing: unpacking the package redis-tools into the data folder');
    await mkdir(folder, { recursive: true });
    for (const name of [
      'redis-tools',
      'libjemalloc2',
      'liblzf1',
      'libatomic1',
      'liblua5.1-0',
      'lua-cjson',
      'lua-bitop',
    ]) {
      await run('apt-get', ['download', name], { ...quietly, cwd: folder }).catch(() => undefined); // not all are needed everywhere
    }
    const packages = (await readdir(folder)).filter((file) => file.endsWith('.deb'));
    for (const file of packages) await run('dpkg', ['-x', file, '.'], { cwd: folder }).catch(() => undefined);
  }
  if (!existsSync(binary)) return undefined;
  const libraries = (await libraryFolders(folder)).join(':');
  return { command: binary, argv0: 'redis-server', env: { PATH: process.env['PATH'], LD_LIBRARY_PATH: libraries } };
}

async function libraryFolders(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'usr', 'lib')).catch(() => []);
  return names.filter((name) => name.includes('linux')).map((name) => join(folder, 'usr', 'lib', name));
}
