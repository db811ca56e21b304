import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWritable } from './data-folder.mjs';
import { runLogged, StepError } from './run-logged.mjs';

/** The compilations that make `dist`; the second one, the page of the phone, exists once its sources do. */
const CONFIGS = ['tsconfig.build.json', 'tsconfig.phone.json'];
const FOLDERS = ['apps', 'libs'];

/** @param {string} repo */
export const buildConfigs = (repo) => CONFIGS.filter((config) => existsSync(join(repo, config)));

/** @param {string} repo */
const stampOf = (repo) => join(repo, 'dist', '.built.json');

/** @param {string} repo */
export function isBuilt(repo) {
  return existsSync(stampOf(repo)) && readFileSync(stampOf(repo), 'utf8') === JSON.stringify(listSources(repo));
}

/**
 * @param {string} repo
 * @param {{ node: string, dataFolder: string }} options
 */
export async function build(repo, { node, dataFolder }) {
  if (!isWritable(repo)) throw new StepError(`Parley is not built and ${repo} cannot be written.`);
  const sources = listSources(repo);
  if (hasVanished(repo, sources)) rmSync(join(repo, 'dist'), { recursive: true, force: true }); // tsc leaves old output behind
  const logs = join(dataFolder, 'logs');
  mkdirSync(logs, { recursive: true });
  const tsc = join(repo, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const config of buildConfigs(repo)) {
    await runLogged(node, [tsc, '-p', config, '--pretty', 'false'], {
      cwd: repo,
      log: join(logs, `build-${config}.log`),
    });
  }
  mkdirSync(join(repo, 'dist'), { recursive: true });
  writeFileSync(stampOf(repo), JSON.stringify(sources));
}

/**
 * @param {string} repo
 * @param {Record<string, string>} sources
 */
function hasVanished(repo, sources) {
  if (!existsSync(stampOf(repo))) return existsSync(join(repo, 'dist', 'apps'));
  return Object.keys(JSON.parse(readFileSync(stampOf(repo), 'utf8'))).some((path) => !(path in sources));
}

/**
 * @param {string} repo
 * @returns {Record<string, string>} size and time of every file that the build reads, by path
 */
function listSources(repo) {
  const configs = readdirSync(repo).filter((name) => /^tsconfig.*\.json$/.test(name));
  const files = [...configs, ...FOLDERS.flatMap((folder) => listFolder(repo, folder))].sort();
  return Object.fromEntries(
    files.map((path) => {
      const { size, mtimeMs } = statSync(join(repo, path));
      return [path, `${size} ${mtimeMs}`];
    }),
  );
}

/**
 * @param {string} repo
 * @param {string} folder
 */
function listFolder(repo, folder) {
  if (!existsSync(join(repo, folder))) return [];
  return readdirSync(join(repo, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.spec.ts'))
    .map((path) => join(folder, path));
}
