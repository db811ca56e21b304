import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StepError } from './run-logged.mjs';

const NEEDED = { major: 24, minor: 11 };

/** npm brings Node 24 for this platform (see optionalDependencies). */
export const isNodeBundled = process.platform === 'linux' && process.arch === 'x64';

/** @param {string} version */
const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  return major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor);
};

/** Ends a start early where neither the host nor npm has a Node that can run Parley. */
export function requireNode24() {
  if (isNodeBundled || isNewEnough(process.version)) return;
  throw new StepError(
    `Parley runs on Node 24. npm brings it along on linux-x64 only; this is ${process.platform}-${process.arch} with Node ${process.version}.\n` +
      'Install Node 24 ("nvm install 24", "brew install node@24", or https://nodejs.org) and start again.',
  );
}

/**
 * @param {string} repo
 * @returns {string} path of a Node that can run Parley
 */
export function findNode24(repo) {
  const bundled = join(repo, 'node_modules', '.bin', 'node');
  if (existsSync(bundled) && isNewEnough(versionOf(bundled))) return bundled;
  if (isNewEnough(process.version)) return process.execPath;
  throw new StepError(
    `The Node 24 that npm brought does not run here (is this Alpine?): install Node 24 and start with it.`,
  );
}

/** @param {string} node */
function versionOf(node) {
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return 'v0.0.0';
  }
}
