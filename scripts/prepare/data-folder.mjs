import { createHash } from 'node:crypto';
import { accessSync, constants, lstatSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * The folder that keeps everything of this installation: PARLEY_HOME, else `.parley` in the repository. Where that cannot
 * be used another one is taken, and `note` says so.
 * @param {string} repo
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ folder: string, note?: string }}
 */
export function chooseDataFolder(repo, env) {
  const wanted = env.PARLEY_HOME ? resolve(repo, env.PARLEY_HOME) : join(repo, '.parley');
  const problem = problemOf(wanted, env);
  if (!problem) return { folder: wanted };
  for (const folder of substitutes(repo)) {
    if (problemOf(folder, env)) continue;
    return { folder, note: `${wanted} ${problem}; data goes to ${folder}` };
  }
  throw new Error(
    `${wanted} ${problem}, nor can a temporary folder be used: set PARLEY_HOME to a folder that can be written`,
  );
}

/** @param {string} repo */
function substitutes(repo) {
  const id = createHash('sha256').update(repo).digest('hex').slice(0, 8);
  const temporary = join(tmpdir(), `parley-${process.getuid?.() ?? 'user'}-${id}`);
  return process.getuid?.() === 0 ? [`/var/lib/parley-${id}`, temporary] : [temporary];
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} what is wrong with it, as the end of a sentence
 */
function problemOf(folder, env) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch {
    return 'cannot be written';
  }
  if (lstatSync(folder).uid !== process.getuid?.()) return 'belongs to another user';
  if (process.getuid?.() === 0 && !env.DATABASE_URL && !isOpen(dirname(folder))) {
    return 'lies in a folder that the user of Postgres cannot enter (Postgres does not run as root)';
  }
  return undefined;
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function isOpen(folder) {
  const parent = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (parent === folder || isOpen(parent));
}

/** @param {string} folder */
export function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
