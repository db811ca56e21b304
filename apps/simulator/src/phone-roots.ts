import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';

/** The folders of the phone page: compiled scripts first, then the page and its styles as they stand in the sources. */
export function phoneRoots(here = import.meta.dirname): string[] {
  const isBuilt = here.includes(`${sep}dist${sep}apps${sep}`);
  const project = resolve(here, isBuilt ? '../../../..' : '../../..');
  return [resolve(project, 'dist/apps/simulator/phone'), resolve(project, 'apps/simulator/phone')].filter(existsSync);
}
