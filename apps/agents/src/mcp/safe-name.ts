import { createHash } from 'node:crypto';

const longest = 64;

/** The name by which a model knows a tool of a server. A name that had to change says so by a hash: no two tools share one. */
export function toSafeName(server: string, tool: string): string {
  const name = `mcp__${server}__${tool}`;
  if (/^[a-zA-Z0-9_-]+$/.test(name) && name.length <= longest) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, longest - 9)}_${hash}`;
}
