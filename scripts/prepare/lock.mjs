import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, startTimeOf } from './process-identity.mjs';

/** @typedef {{ pid: number, startTime?: string | undefined }} Owner */

/**
 * A file that one living process at a time owns; that of a process which was killed counts for nothing.
 * @param {string} path
 * @returns {Owner | undefined} the other owner, or undefined when the lock is ours
 */
export function takeLock(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid) }));
  try {
    for (;;) {
      if (link(own, path)) return undefined;
      const owner = ownerOf(path);
      if (owner && isRunning(owner)) return owner;
      dropStale(path, owner);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} path */
export function releaseLock(path) {
  if (ownerOf(path)?.pid === process.pid) rmSync(path, { force: true });
}

/**
 * Does `work` while nobody else does work under this lock.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {(owner: Owner) => void} onWait told once when somebody else is at it
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait) {
  for (let told = false; ; told = true) {
    const owner = takeLock(path);
    if (!owner) break;
    if (!told) onWait(owner);
    await wait(250);
  }
  try {
    return await work();
  } finally {
    releaseLock(path);
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function link(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

/**
 * Two that find the same stale lock must not take each other's new one away: what was moved aside is looked at again.
 * @param {string} path
 * @param {Owner | undefined} stale
 */
function dropStale(path, stale) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return; // somebody else dropped it
  }
  const moved = ownerOf(aside);
  if (moved?.pid !== stale?.pid || moved?.startTime !== stale?.startTime) link(aside, path);
  rmSync(aside, { force: true });
}

/**
 * @param {string} path
 * @returns {Owner | undefined}
 */
function ownerOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
