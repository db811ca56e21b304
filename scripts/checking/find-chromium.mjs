import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser of the browser specs: CHROMIUM_PATH, one on the PATH, or the distribution's package, which root installs.
 * @param {import('../prepare/progress.mjs').Progress} progress
 * @returns {Promise<string | undefined>}
 */
export async function findChromium(progress) {
  const found = process.env.CHROMIUM_PATH ?? findOnPath();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await progress.step('installing chromium', async () => installPackage()).catch(() => undefined);
  }
  const installed = findOnPath();
  if (!installed)
    progress.note('there is no chromium on this machine: the browser specs are skipped (set CHROMIUM_PATH)');
  return installed;
}

function findOnPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
}

function installPackage() {
  const options = {
    stdio: /** @type {const} */ ('ignore'),
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  execFileSync('apt-get', ['update'], options);
  execFileSync('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], options);
}
