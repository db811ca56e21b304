/** One entry of a lock file, by the folder that it describes. */
export interface LockedPackage {
  version?: string;
  optional?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

export type Installed = Record<string, LockedPackage>;

/** The folders of `names` and of everything that they need, found as Node finds them. `installed` is npm's own record of node_modules. */
export function closureOfPackages(installed: Installed, names: readonly string[]): string[] {
  const reached = new Set<string>();
  const open = names.map((name) => find(installed, '', name) ?? missing(name, 'package.json'));
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (reached.has(folder)) continue;
    reached.add(folder);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = installed[folder]!;
    const optional = new Set([
      ...Object.keys(optionalDependencies ?? {}),
      ...Object.keys(peerDependenciesMeta ?? {}).filter((name) => peerDependenciesMeta![name]!.optional),
    ]);
    const required = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !optional.has(name));
    for (const name of required) open.push(find(installed, folder, name) ?? missing(name, folder));
    for (const name of Object.keys(optionalDependencies ?? {})) {
      const found = find(installed, folder, name);
      if (found !== undefined) open.push(found);
    }
  }
  return [...reached].sort();
}

/** Beside the one who asks, then in every folder above. */
function find(installed: Installed, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const folder = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (folder in installed) return folder;
    if (at === '') return undefined;
  }
}

function missing(name: string, by: string): never {
  throw new Error(`${by} needs ${name}, which is not installed`);
}
