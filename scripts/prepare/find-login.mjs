import { readFileSync } from 'node:fs';

/**
 * The login of the agents: the one that the launcher left while it runs, unless DATABASE_URL names another database. The
 * login that a launcher was given may make roles and sees another schema, so its own for the agents goes before that.
 * @param {string} file
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findLogin(file, { DATABASE_URL: given }) {
  const left = readLogin(file);
  if (!given) return left;
  return left && placeOf(left) === placeOf(given) ? left : given;
}

/** @param {string} file */
function readLogin(file) {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined; // Parley does not run here
  }
}

/** @param {string} url */
function placeOf(url) {
  if (!URL.canParse(url)) return url;
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}
