import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Of our own: images and containers of the person who runs this are never touched. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'parley', 'images');

/** vfs copies every layer, but needs no rights; overlay needs those to mount. */
const driver = process.env.IMAGES_DRIVER ?? (process.getuid?.() === 0 ? 'overlay' : 'vfs');
const STORAGE = ['--root', join(CACHE, 'storage'), '--runroot', join(CACHE, 'run'), '--storage-driver', driver];
/** Neither a daemon nor a cgroup of its own: both are missing in containers. */
const PODMAN = [
  '--cgroup-manager=cgroupfs',
  '--events-backend=file',
  '--runtime=runc',
  `--tmpdir=${join(CACHE, 'tmp')}`,
];

/** The tools that are not there. */
export const missingTools = (...tools: string[]): string[] =>
  tools.filter((tool) => spawnSync('which', [tool]).status !== 0);

export const buildah = ([command, ...rest]: string[]): string =>
  run('buildah', [...STORAGE, command!, ...(command === 'build' ? ['--isolation=chroot'] : []), ...rest]);

export const podman = (args: string[]): string => run('podman', podmanArguments(args));

export const podmanArguments = (args: string[]): string[] => [...STORAGE, ...PODMAN, ...args];

/**
 * What it prints.
 * @throws Error with the last of what it said
 */
function run(tool: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (error) throw error;
  if (status === 0) return stdout.trim();
  throw new Error(`${tool} ${args.join(' ')}\n${`${stdout}${stderr}`.split('\n').slice(-25).join('\n')}`);
}
