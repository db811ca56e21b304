import { readMounted } from './read-mounted.js';
import { ConfigError } from './read-config.js';

/**
 * Variables whose names are said elsewhere, such as in a file of the installation: all that begin with a prefix, also as
 * `<NAME>_FILE`. Empty ones count as absent.
 * @throws ConfigError naming files that cannot be read
 */
export function prefixedVariables(prefix: string, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, given] of Object.entries(env)) {
    const value = given?.trim();
    if (!name.startsWith(prefix) || !value) continue;
    values[name] ??= value;
    if (!name.endsWith('_FILE')) continue;
    try {
      const mounted = readMounted(value);
      const owner = name.slice(0, -'_FILE'.length);
      if (mounted && !env[owner]?.trim()) values[owner] = mounted;
    } catch (error) {
      problems.push(`${name}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  if (problems.length === 0) return values;
  throw new ConfigError(`Bad configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
}
