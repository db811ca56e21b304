import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { findNode24, requireNode24 } from './node24.mjs';

/** @typedef {import('./progress.mjs').Progress} Progress */

/**
 * @typedef {object} PrepareOptions
 * @property {string} dataFolder
 * @property {Progress} progress
 * @property {boolean} [builds] false: packages are enough
 */

/**
 * Installs and builds what is missing or older than its sources; one start at a time does it for a repository.
 * @param {string} repo
 * @param {PrepareOptions} options
 * @returns {Promise<string>} path of the Node that runs Parley
 */
export async function prepare(repo, options) {
  requireNode24();
  if (isPrepared(repo, options)) return findNode24(repo);
  const id = createHash('sha256').update(repo).digest('hex').slice(0, 12);
  const wait = () => options.progress.note('another start is installing or building; waiting for it');
  await withLock(join(tmpdir(), `parley-prepare-${id}.lock`), () => prepareAlone(repo, options), wait);
  return findNode24(repo);
}

/**
 * @param {string} repo
 * @param {PrepareOptions} options
 */
const isPrepared = (repo, { builds = true }) => isInstalled(repo) && (!builds || isBuilt(repo));

/**
 * @param {string} repo
 * @param {PrepareOptions} options
 */
async function prepareAlone(repo, options) {
  const { dataFolder, progress } = options;
  if (!isInstalled(repo)) await progress.step('installing packages', () => install(repo, dataFolder));
  if (isPrepared(repo, options)) return;
  const node = findNode24(repo);
  await progress.step('building', () => build(repo, { node, dataFolder }));
}
