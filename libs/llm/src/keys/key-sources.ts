import { prefixedVariables } from '#libs/config';

/** Where keys come from: a variable, or the file that its twin names. */
export interface KeySource {
  name: string;
  /** Read again by and by. */
  path?: string;
  /** What it holds now. */
  text: string;
}

const FIRST = 'ANTHROPIC_API_KEY';

/**
 * Keys of one variable or file: by lines or commas, so that a mounted file can bring more of them without a restart. What
 * no header can carry is none: an error about it would quote it.
 */
export const toKeys = (text: string): string[] => text.split(/[\s,]+/).filter((key) => /^[\x21-\x7e]+$/.test(key));

/**
 * ANTHROPIC_API_KEY, _2, _3 and so on, in the order of their numbers, which may have gaps. As everywhere, a variable wins
 * over its `_FILE` twin.
 * @throws ConfigError naming files that cannot be read
 */
export function keySources(
  config: Readonly<Record<typeof FIRST, string>>,
  env: NodeJS.ProcessEnv = process.env,
): KeySource[] {
  const variables = prefixedVariables(FIRST, env);
  const more = Object.keys(variables)
    .flatMap((name) => /^ANTHROPIC_API_KEY_(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .filter((number) => number > 1)
    .sort((a, b) => a - b)
    .map((number) => `${FIRST}_${number}`);
  return [FIRST, ...more].map((name) => {
    const path = env[name]?.trim() ? undefined : env[`${name}_FILE`]?.trim();
    const text = name === FIRST ? config[FIRST] : variables[name]!;
    return { name, text, ...(path && { path }) };
  });
}
