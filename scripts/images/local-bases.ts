import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildah } from './engine.ts';

/** Names of the two images that stand in for those of the Dockerfile where no registry can be reached. */
export const LOCAL_NODE = 'localhost/parley-bases/node:24';
export const LOCAL_BASE = 'localhost/parley-bases/cc:12';

/** What the small base of the Dockerfile holds as well, by its names in Debian. */
const LIBRARIES = ['base-files', 'libc6', 'libgcc-s1', 'gcc-12-base', 'libstdc++6', 'tzdata', 'media-types', 'netbase'];
/** The shell of the stages that build. */
const SHELL = 'busybox-static';

/**
 * Makes both from packages of this machine's Debian, the Node that runs this and the npm of the machine. Nothing of them is published: they
 * prove what the Dockerfile does with a base, not the base.
 */
export function makeLocalBases(folder: string): void {
  const packages = join(folder, 'packages');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(packages, { recursive: true });
  execFileSync('apt-get', ['download', ...LIBRARIES, SHELL], { cwd: packages, stdio: 'pipe' });
  const base = join(folder, 'base');
  const node = join(folder, 'node');
  unpack(packages, base, (file) => !file.startsWith(SHELL));
  unpack(packages, node, () => true);
  for (const root of [base, node]) {
    mkdirSync(join(root, 'tmp'), { recursive: true, mode: 0o1777 });
    mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true });
    cpSync('/etc/ssl/certs/ca-certificates.crt', join(root, 'etc/ssl/certs/ca-certificates.crt'), {
      dereference: true,
    });
  }
  addNode(node);
  commit(base, LOCAL_BASE, []);
  // npm trusts whom this machine trusts: a registry may be behind a certificate of its own.
  commit(node, LOCAL_NODE, ['ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt']);
}

function unpack(packages: string, root: string, wanted: (file: string) => boolean): void {
  for (const file of readdirSync(packages).filter(wanted)) {
    execFileSync('dpkg-deb', ['-x', join(packages, file), root], { stdio: 'pipe' });
  }
  for (const name of ['usr/share/doc', 'usr/share/lintian']) rmSync(join(root, name), { recursive: true, force: true });
}

function addNode(root: string): void {
  const bin = join(root, 'usr/local/bin');
  const npm = join(root, 'usr/local/lib/node_modules/npm');
  mkdirSync(bin, { recursive: true });
  cpSync(realpathSync(process.execPath), join(bin, 'node'));
  cpSync(hostNpm(), npm, { recursive: true, dereference: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(bin, 'npm'));
  for (const name of ['sh', 'env', 'mkdir', 'rm', 'cat', 'ls']) {
    symlinkSync('busybox', join(root, 'bin', name));
  }
  symlinkSync('../../bin/busybox', join(root, 'usr/bin/env'));
  mkdirSync(join(root, 'root'), { recursive: true });
}

/** The folder of npm: as npm says inside a script of its own, else beside its command. */
function hostNpm(): string {
  const cli = process.env.npm_execpath ?? realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim());
  const folder = dirname(dirname(cli));
  if (!existsSync(join(folder, 'package.json'))) throw new Error(`${cli} is not the npm that this needs`);
  return folder;
}

function commit(root: string, name: string, more: readonly string[]): void {
  const file = `${root}.containerfile`;
  const lines = ['FROM scratch', 'COPY . /', 'ENV PATH=/usr/local/bin:/usr/bin:/bin', ...more];
  writeFileSync(file, `${lines.join('\n')}\n`);
  buildah(['build', '--file', file, '--tag', name, '--timestamp', '0', root]);
}
