import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { findNode24, requireNode24 } from './node24.mjs';

/** @typedef {import('./progress.mjs').Progress} Progress */

/**
 * Installs and builds what is missing or older than its sources; one start at a time does it for a repository.
 * @param {string} repo
 * @param {{ dataFolder: string, progress: Progress }} options
 * @returns {Promise<string>} path of the Node that runs Parley
 */
export async function prepare(repo, { dataFolder, progress }) {
  requireNode24();
  if (isInstalled(repo) && isBuilt(repo)) return findNode24(repo);
  const id = createHash('sha256').update(repo).digest('hex').slice(0, 12);
  const wait = () => progress.note('another start is installing or building; waiting for it');
  await withLock(join(tmpdir(), `parley-prepare-${id}.lock`), () => prepareAlone(repo, { dataFolder, progress }), wait);
  return findNode24(repo);
}

/**
 * @param {string} repo
 * @param {{ dataFolder: string, progress: Progress }} options
 */
async function prepareAlone(repo, { dataFolder, progress }) {
  if (!isInstalled(repo)) await progress.step('installing packages', () => install(repo, dataFolder));
  if (isBuilt(repo)) return;
  const node = findNode24(repo);
  await progress.step('building', () => build(repo, { node, dataFolder }));
}
