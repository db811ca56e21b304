import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseDataFolder } from '../prepare/data-folder.mjs';
import { prepare } from '../prepare/prepare.mjs';
import { Progress } from '../prepare/progress.mjs';
import { readEnvironment } from '../prepare/read-environment.mjs';

export const repo = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Installs and builds what is missing, and ends the process with the reason when that fails.
 * @param {Progress} progress
 * @param {{ builds: boolean }} options
 * @returns {Promise<string>} path of the Node that runs everything else
 */
export async function setUp(progress, { builds }) {
  try {
    const { folder } = chooseDataFolder(repo, readEnvironment(repo));
    return await prepare(repo, { dataFolder: folder, progress, builds });
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n0 passed, 1 failed\n`);
    process.exit(1);
  }
}
