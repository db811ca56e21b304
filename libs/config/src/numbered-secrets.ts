import { prefixedVariables } from './prefixed-variables.js';

/** Where a secret comes from: a variable, or the file that its twin names. */
export interface SecretSource {
  name: string;
  /** What it holds now. */
  text: string;
  /** The file, for those who read it again. */
  path?: string;
}

/**
 * NAME, NAME_2, NAME_3 and so on, in the order of their numbers, which may have gaps. As everywhere, a variable wins over
 * its `_FILE` twin.
 * @throws ConfigError naming files that cannot be read
 */
export function numberedSecrets(first: string, env: NodeJS.ProcessEnv = process.env): SecretSource[] {
  const variables = prefixedVariables(first, env);
  const numbers = Object.keys(variables)
    .filter((name) => name.startsWith(`${first}_`))
    .map((name) => name.slice(first.length + 1))
    .filter((rest) => /^\d+$/.test(rest) && Number(rest) > 1)
    .sort((a, b) => Number(a) - Number(b));
  return [first, ...numbers.map((number) => `${first}_${number}`)].flatMap((name) => {
    const text = variables[name];
    const path = env[name]?.trim() ? undefined : env[`${name}_FILE`]?.trim();
    return text ? [{ name, text, ...(path && { path }) }] : [];
  });
}
