import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWritable } from './data-folder.mjs';
import { runLogged, StepError } from './run-logged.mjs';

/** The compilations that make `dist`; the second one, the page of the phone, exists once its sources do. */
const CONFIGS = ['tsconfig.build.json', 'tsconfig.phone.json'];
const FOLDERS = ['apps', 'libs'];
/** The operators' page: a bundle of its own, made again only when something in its folder changes. */
const PAGE = join('apps', 'console');

/** @param {string} repo */
export const buildConfigs = (repo) => CONFIGS.filter((config) => existsSync(join(repo, config)));

/** @param {string} repo */
const stampOf = (repo) => join(repo, 'dist', '.built.json');

/** @param {string} repo */
export const isBuilt = (repo) => isCompiled(repo) && isPageBuilt(repo);

/** @param {string} repo */
const isCompiled = (repo) =>
  existsSync(stampOf(repo)) && readFileSync(stampOf(repo), 'utf8') === JSON.stringify(listSources(repo));

/** @param {string} repo */
const pageStampOf = (repo) => join(repo, 'dist', PAGE, '.built.json');

/** @param {string} repo */
const isPageBuilt = (repo) =>
  existsSync(pageStampOf(repo)) && readFileSync(pageStampOf(repo), 'utf8') === JSON.stringify(listPage(repo));

/**
 * @param {string} repo
 * @param {{ node: string, dataFolder: string }} options
 */
export async function build(repo, { node, dataFolder }) {
  if (!isWritable(repo)) throw new StepError(`Parley is not built and ${repo} cannot be written.`);
  const logs = join(dataFolder, 'logs');
  mkdirSync(logs, { recursive: true });
  if (!isCompiled(repo)) await compile(repo, { node, logs });
  if (!isPageBuilt(repo)) await buildPage(repo, { node, logs });
}

/**
 * @param {string} repo
 * @param {{ node: string, logs: string }} options
 */
async function compile(repo, { node, logs }) {
  const sources = listSources(repo);
  if (hasVanished(repo, sources)) rmSync(join(repo, 'dist'), { recursive: true, force: true }); // tsc leaves old output behind
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
 * @param {{ node: string, logs: string }} options
 */
async function buildPage(repo, { node, logs }) {
  const sources = listPage(repo);
  const vite = join(repo, 'node_modules', 'vite', 'bin', 'vite.js');
  await runLogged(node, [vite, 'build', PAGE], { cwd: repo, log: join(logs, 'build-console.log') });
  writeFileSync(pageStampOf(repo), JSON.stringify(sources));
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
 * @returns {Record<string, string>} size and time of every file that the compiler reads, by path
 */
function listSources(repo) {
  const configs = readdirSync(repo).filter((name) => /^tsconfig.*\.json$/.test(name));
  const files = FOLDERS.flatMap((folder) => listFolder(repo, folder));
  const sources = files.filter(
    (path) => /\.tsx?$/.test(path) && !/\.(spec|stage)\.ts$/.test(path) && !path.startsWith(PAGE),
  );
  return stampsOf(repo, [...configs, ...sources]);
}

/**
 * @param {string} repo
 * @returns {Record<string, string>} the same for the operators' page, styles and all
 */
const listPage = (repo) =>
  stampsOf(
    repo,
    listFolder(repo, PAGE).filter((path) => /\.(tsx?|css|html|svg|js)$/.test(path) && !path.endsWith('.spec.ts')),
  );

/**
 * @param {string} repo
 * @param {string[]} files
 * @returns {Record<string, string>}
 */
function stampsOf(repo, files) {
  return Object.fromEntries(
    files.sort().map((path) => {
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
  return readdirSync(join(repo, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
}
