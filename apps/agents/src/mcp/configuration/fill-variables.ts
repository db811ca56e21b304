export const variablePrefix = 'MCP_';

const place = /\$\{([^}]*)\}/g;
const wellFormed = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([^]*))?$/;

export interface Filled {
  value: unknown;
  /** Values that came from the environment. */
  used: string[];
  /** Each with the path of its place. */
  problems: string[];
}

/** Puts the environment's values into all texts of a JSON value: `${MCP_TOKEN}`, `${MCP_HOST:-localhost}`. */
export function fillVariables(value: unknown, variables: Readonly<Record<string, string>>, path: string): Filled {
  const used: string[] = [];
  const problems: string[] = [];
  const fill = (part: unknown, where: string): unknown => {
    if (typeof part === 'string') return part.replace(place, (_, inside: string) => resolve(inside, where));
    if (Array.isArray(part)) return part.map((item, n) => fill(item, `${where}.${n}`));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, fill(item, `${where}.${key}`)]));
  };
  const resolve = (inside: string, where: string): string => {
    const [, name, fallback] = wellFormed.exec(inside) ?? [];
    const found = name ? variables[name] : undefined;
    if (!name) problems.push(`${where}: expected a name of a variable in \${…}`);
    else if (!name.startsWith(variablePrefix))
      problems.push(`${where}: only variables that begin with ${variablePrefix} can be used here`);
    else if (found) used.push(found);
    else if (fallback === undefined) problems.push(`${where}: ${name} is not set`);
    return found ?? fallback ?? '';
  };
  return { value: fill(value, path), used, problems };
}

export const holdsVariable = (text: string): boolean => /\$\{[^}]+\}/.test(text);
