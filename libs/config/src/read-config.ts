import { z } from 'zod';
import { readMounted } from './read-mounted.js';

/** Exit code of a process whose configuration is wrong (EX_CONFIG of sysexits.h). */
export const CONFIG_EXIT_CODE = 78;

/** Lists every bad variable by name; never holds a value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * The environment, validated once and frozen. White space around a value is not part of it; an empty variable counts as
 * absent; `<NAME>_FILE` names a mounted file that holds the value of `<NAME>`.
 * @throws ConfigError with all problems at once
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<z.infer<S>> {
  const values: Record<string, string> = {};
  const unreadable: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    try {
      const value = env[name]?.trim() || readMounted(env[`${name}_FILE`]?.trim());
      if (value) values[name] = value;
    } catch (error) {
      unreadable[name] = `cannot be read (${(error as NodeJS.ErrnoException).code})`;
    }
  }
  const parsed = schema.safeParse(values);
  const problems = [
    ...Object.entries(unreadable).map(([name, problem]) => `${name}_FILE: ${problem}`),
    ...(parsed.error?.issues ?? [])
      .filter(({ path }) => !(String(path[0]) in unreadable))
      .map(({ path, message }) => `${path.join('.')}: ${message}`),
  ];
  if (parsed.success && problems.length === 0) return freeze(parsed.data);
  throw new ConfigError(`Bad configuration:\n${[...new Set(problems)].map((problem) => `  - ${problem}`).join('\n')}`);
}

function freeze<T extends object>(config: T): Readonly<T> {
  for (const value of Object.values(config) as unknown[]) Object.freeze(value);
  return Object.freeze(config);
}
