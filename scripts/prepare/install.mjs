import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isWritable } from './data-folder.mjs';
import { isNodeBundled } from './node24.mjs';
import { runLogged, StepError } from './run-logged.mjs';

/**
 * Whether node_modules holds what the lock file asks for, by npm's own record of what it installed.
 * @param {string} repo
 */
export function isInstalled(repo) {
  const wanted = packagesOf(join(repo, 'package-lock.json'));
  const present = packagesOf(join(repo, 'node_modules', '.package-lock.json'));
  const missing = Object.entries(wanted).find(
    ([path, { version, optional }]) => path !== '' && !optional && present[path]?.version !== version,
  );
  return missing === undefined && (!isNodeBundled || existsSync(join(repo, 'node_modules', '.bin', 'node')));
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/**
 * @param {string} repo
 * @param {string} dataFolder holds the log, and npm's cache when the home folder cannot be written
 */
export async function install(repo, dataFolder) {
  if (!isWritable(repo)) throw new StepError(`The packages are not installed and ${repo} cannot be written.`);
  const env = { ...process.env };
  if (!isWritable(homedir())) env.npm_config_cache = join(dataFolder, 'npm-cache');
  const logs = join(dataFolder, 'logs');
  mkdirSync(logs, { recursive: true });
  // As the lock says. Not "ci": that of npm 11 refuses a lock which lacks the optional builds of other platforms.
  // NODE_ENV=production would leave out the compiler and the built-in Postgres, hence the includes.
  const args = ['install', '--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  await runNpm(args, { cwd: repo, log: join(logs, 'install.log'), env });
}

/**
 * Inside `npm start` npm says where it lies itself.
 * @param {string[]} args
 * @param {{ cwd: string, log: string, env: NodeJS.ProcessEnv }} options
 */
function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js') ? runLogged(process.execPath, [npm, ...args], options) : runLogged('npm', args, options);
}
