import { readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';

/** The style sheets and scripts that sites are put together from stand beside the sources, as files of their own. */
function sitesFolder(here = import.meta.dirname): string {
  const isBuilt = here.includes(`${sep}dist${sep}apps${sep}`);
  return resolve(here, isBuilt ? '../../../../../../..' : '../../../../../..', 'apps/simulator/sites');
}

const parts = new Map<string, string>();

/** One part, without the blank lines around it; each is read once. */
export function sitePart(name: string): string {
  let part = parts.get(name);
  if (part === undefined) parts.set(name, (part = readFileSync(resolve(sitesFolder(), name), 'utf8').trim()));
  return part;
}
