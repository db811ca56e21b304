import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseDataFolder } from './data-folder.mjs';
import { releaseLock, takeLock } from './lock.mjs';
import { prepare } from './prepare.mjs';
import { Progress } from './progress.mjs';
import { readEnvironment } from './read-environment.mjs';
import { runLauncher } from './run-launcher.mjs';

const repo = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Stage one: prepares the repository, then stands guard over stage two, the launcher, which runs on Node 24.
 * @param {{ watch: boolean }} options
 * @returns {Promise<number>} exit code
 */
export async function start({ watch }) {
  const progress = new Progress();
  try {
    const env = readEnvironment(repo);
    const { folder, note } = chooseDataFolder(repo, env);
    if (note) progress.note(note);
    const lock = join(folder, 'lock');
    const owner = takeLock(lock);
    if (owner) return sayRunning(folder, owner.pid);
    try {
      const node = await prepare(repo, { dataFolder: folder, progress });
      return await runLauncher({ node, repo, env: { ...env, PARLEY_HOME: folder }, watch });
    } finally {
      releaseLock(lock);
    }
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/**
 * @param {string} folder
 * @param {number} pid
 */
function sayRunning(folder, pid) {
  const address = readAddress(folder);
  process.stderr.write(
    `Parley already runs on ${folder} (process ${pid})${address ? `: ${address}` : ''}.\n` +
      `Stop it with Ctrl-C there or "kill ${pid}"; for a second one set PARLEY_HOME to another folder.\n`,
  );
  return 1;
}

/** @param {string} folder */
function readAddress(folder) {
  try {
    const { phone, webhook } = JSON.parse(readFileSync(join(folder, 'addresses.json'), 'utf8'));
    return phone ?? webhook;
  } catch {
    return undefined; // it has not come that far
  }
}
