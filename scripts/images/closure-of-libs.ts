import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Reached {
  /** Names below `dist/libs`. */
  libs: string[];
  /** Names from `known` that some reached file may load. */
  packages: string[];
}

/**
 * What the compiled code of one app can load. A package counts when its name stands as a text anywhere in a reached file, because not all of
 * them are imported: axe-core is resolved, worker files are named by URL. One too many costs space, one too few a start.
 */
export function closureOfLibs(dist: string, app: string, known: readonly string[]): Reached {
  const libs = new Set<string>();
  const packages = new Set<string>();
  const folders = [join(dist, 'apps', app)];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    for (const name of namesIn(folder)) {
      const lib = /^#libs\/([\w-]+)$/.exec(name)?.[1];
      if (lib && !libs.has(lib)) {
        libs.add(lib);
        folders.push(join(dist, 'libs', lib));
      }
      const wanted = known.find((each) => name === each || name.startsWith(`${each}/`));
      if (wanted) packages.add(wanted);
    }
  }
  return { libs: [...libs].sort(), packages: [...packages].sort() };
}

/** Every quoted text in the scripts of a folder that could name a module. */
function namesIn(folder: string): Set<string> {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  return new Set(
    scripts.flatMap((file) =>
      Array.from(
        readFileSync(join(folder, file), 'utf8').matchAll(/(['"])([#@\w][\w@./-]*)\1/g),
        ([, , name]) => name!,
      ),
    ),
  );
}
