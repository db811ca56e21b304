/**
 * `node scripts/images/assemble.ts <folder>`: what each image holds, one folder for each app: its compiled code, the files that it reads while
 * it runs, the packages that it can load, and the bill of them. Needs a built `dist` and an installed `node_modules`; SOURCE_DATE_EPOCH is
 * the time of every file.
 */
import { cpSync, existsSync, lutimesSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { APPS, type App } from '../launcher/plan/service-table.ts';
import { closureOfLibs } from './closure-of-libs.ts';
import { closureOfPackages, type Installed } from './closure-of-packages.ts';
import { writeBill } from './write-bill.ts';

interface Manifest {
  version: string;
  license: string;
  dependencies: Record<string, string>;
}

/** Types, sources, maps and prose: Node refuses TypeScript below node_modules, and nothing loads the rest. */
const LEFT_OUT = /\.([cm]?tsx?|map|md|markdown|flow)$/i;
/** Beside its compiled code an app reads only what is not code. */
const SOURCES = ['src', 'README.md'];

const root = join(import.meta.dirname, '..', '..');
const out = process.argv[2];
if (!out) throw new Error('which folder?');
const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? 0);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const record = readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8');
const installed = (JSON.parse(record) as { packages: Installed }).packages;

for (const app of APPS) {
  assemble(app, join(out, app));
  process.stdout.write(`${app}: ${join(out, app)}\n`);
}

function assemble(app: App, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { libs, packages } = closureOfLibs(join(root, 'dist'), app, Object.keys(manifest.dependencies));
  const folders = closureOfPackages(installed, packages);
  copy(`dist/apps/${app}`, folder);
  // The gateway serves the console, whose packages are inside its bundle.
  if (app === 'gateway') copy('dist/apps/console', folder);
  for (const lib of libs) copy(`dist/libs/${lib}`, folder);
  for (const entry of readdirSync(join(root, 'apps', app)).filter((name) => !SOURCES.includes(name))) {
    copy(`apps/${app}/${entry}`, folder, /\.tsx?$/);
  }
  for (const path of folders) copy(path, folder, LEFT_OUT);
  copy('LICENSE', folder);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifestOf(app, packages), undefined, 2)}\n`);
  writeBill(folder, epoch);
  setTimes(folder);
}

/** Nested packages come by an entry of their own, or not at all. */
function copy(path: string, folder: string, leftOut = LEFT_OUT): void {
  if (!existsSync(join(root, path))) throw new Error(`${path} is missing: build first`);
  const isPackage = path.startsWith('node_modules/');
  cpSync(join(root, path), join(folder, path), {
    recursive: true,
    filter: (from) => !leftOut.test(from) && !(isPackage && basename(from) === 'node_modules'),
  });
}

function manifestOf(app: App, packages: readonly string[]): object {
  return {
    name: `parley-${app}`,
    version: manifest.version,
    private: true,
    license: manifest.license,
    type: 'module',
    imports: { '#libs/*': './dist/libs/*/src/index.js' },
    dependencies: Object.fromEntries(packages.map((name) => [name, installed[`node_modules/${name}`]!.version!])),
  };
}

function setTimes(folder: string): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lutimesSync(join(folder, path), epoch, epoch);
  }
  lutimesSync(folder, epoch, epoch);
}
