import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';

/** The folder of the built page; undefined where it was not built. */
export function consoleRoot(here = import.meta.dirname): string | undefined {
  const isBuilt = here.includes(`${sep}dist${sep}apps${sep}`);
  const project = resolve(here, isBuilt ? '../../../../..' : '../../../..');
  const root = resolve(project, 'dist/apps/console');
  return existsSync(resolve(root, 'index.html')) ? root : undefined;
}
