import { readFileSync } from 'node:fs';

/** The value that a mounted file holds. */
export const readMounted = (path: string | undefined): string | undefined =>
  path ? readFileSync(path, 'utf8').trim() : undefined;
