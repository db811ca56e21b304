import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Exit code of a process whose configuration is wrong (EX_CONFIG of sysexits.h). */
export const CONFIG_EXIT_CODE = 78;

/** Lists every bad variable by name; never holds a value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * The environment, validated once and frozen. An empty variable counts as absent; `<NAME>_FILE` names a mounted file
 * that holds the value of `<NAME>`.
 * @throws ConfigError with all problems at once
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<z.infer<S>> {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    try {
      const value = env[name] || readMounted(env[`${name}_FILE`]);
      if (value) values[name] = value;
    } catch (error) {
      problems.push(`${name}_FILE: ${error instanceof Error ? error.message : 'cannot be read'}`);
    }
  }
  const parsed = schema.safeParse(values);
  problems.push(...(parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []));
  if (parsed.success && problems.length === 0) return Object.freeze(parsed.data);
  throw new ConfigError(`Bad configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
}

const readMounted = (path: string | undefined): string | undefined =>
  path ? readFileSync(path, 'utf8').trim() : undefined;
