import { readFileSync } from 'node:fs';
import { ConfigError } from '#libs/config';
import { fillVariables, holdsVariable } from './fill-variables.js';
import { entrySchemaOf, type ServerEntry, serverNamePattern } from './mcp-file.schema.js';
import type { McpServer, McpServers, McpTarget, Settings } from './mcp-server.js';

const mostBytes = 1_000_000;
/** Names whose values are never written down. */
const secretive = /auth|token|secret|key|password|cookie|credential/i;

/**
 * The servers of a file in the shape that MCP clients share.
 * @param path none for no servers
 * @throws ConfigError with every problem at once, and never a value
 */
export function loadMcpServers(path: string | undefined, variables: Readonly<Record<string, string>>): McpServers {
  const servers = new Map<string, McpServer>();
  if (!path) return servers;
  const problems: string[] = [];
  for (const [name, entry] of Object.entries(readEntries(path, problems))) {
    const read = readServer(name, entry, variables);
    problems.push(...read.problems);
    if (read.server) servers.set(name, read.server);
  }
  if (problems.length === 0) return servers;
  throw new ConfigError(`Bad MCP servers in ${path}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
}

function readEntries(path: string, problems: string[]): Record<string, unknown> {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length > mostBytes) throw new Error('it is too long');
    const file: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    const entries = typeof file === 'object' && file !== null && 'mcpServers' in file ? file.mcpServers : undefined;
    if (typeof entries === 'object' && entries !== null && !Array.isArray(entries)) return { ...entries };
    problems.push('mcpServers: expected servers by name');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What JSON.parse says quotes the file
    problems.push(
      `MCP_CONFIG: ${code ? `cannot be read (${code})` : error instanceof SyntaxError ? 'is no JSON' : 'is too long'}`,
    );
  }
  return {};
}

function readServer(
  name: string,
  entry: unknown,
  variables: Readonly<Record<string, string>>,
): { server?: McpServer; problems: string[] } {
  const where = name.slice(0, 64);
  if (isDisabled(entry)) return { problems: [] };
  const problems = serverNamePattern.test(name) ? [] : [`${where}: expected a name like ${serverNamePattern.source}`];
  const filled = fillVariables(entry, variables, where);
  const parsed = entrySchemaOf(entry).safeParse(filled.value);
  problems.push(...filled.problems);
  for (const { path, message } of parsed.error?.issues ?? [])
    problems.push(`${[where, ...path].join('.')}: ${message}`);
  problems.push(...literalSecrets(entry, where));
  if (!parsed.success || problems.length > 0) return { problems };
  problems.push(...unfit(parsed.data, where));
  return problems.length > 0 ? { problems } : { server: toServer(name, parsed.data, filled.used), problems };
}

const isDisabled = (entry: unknown): boolean =>
  typeof entry === 'object' && entry !== null && 'disabled' in entry && entry.disabled === true;

/** Secrets come from the environment only; of a tenant's settings all do. */
function literalSecrets(entry: unknown, where: string): string[] {
  const problems: string[] = [];
  const look = (part: unknown, path: string, isSecret: (key: string) => boolean) => {
    for (const [key, value] of Object.entries(part ?? {}))
      if (typeof value === 'string' && isSecret(key) && !holdsVariable(value))
        problems.push(`${path}.${key}: secrets come from the environment: write \${MCP_…}`);
  };
  const { env, headers, parley } = (entry ?? {}) as { env?: unknown; headers?: unknown; parley?: { tenants?: object } };
  look(env, `${where}.env`, (key) => secretive.test(key));
  look(headers, `${where}.headers`, (key) => secretive.test(key));
  for (const [number, tenant] of Object.entries(parley?.tenants ?? {}))
    for (const [kind, values] of Object.entries((tenant ?? {}) as object))
      look(values, `${where}.parley.tenants.${number}.${kind}`, () => true);
  return problems;
}

function unfit(entry: ServerEntry, where: string): string[] {
  const other = 'url' in entry ? 'env' : 'headers';
  const problems = Object.entries(entry.parley.tenants)
    .filter(([, tenant]) => Object.keys(tenant[other]).length > 0)
    .map(([number]) => `${where}.parley.tenants.${number}.${other}: this server has none`);
  for (const [tool, { as }] of Object.entries(entry.parley.workspace))
    if (as === 'directory' && 'url' in entry)
      problems.push(`${where}.parley.workspace.${tool}: a server elsewhere sees no directory of this machine`);
  for (const name of entry.parley.reads)
    if (entry.parley.effects[name]) problems.push(`${where}.parley.reads: ${name} is among the effects too`);
  return problems;
}

function toServer(name: string, entry: ServerEntry, used: string[]): McpServer {
  const { timeout_ms, connect_timeout_ms, concurrency, output_bytes, reads, effects, workspace, tenants } =
    entry.parley;
  const isHttp = 'url' in entry;
  return {
    name,
    target: toTarget(entry),
    tenants: new Map(
      Object.entries(tenants).map(([number, own]): [string, Settings] => [number, isHttp ? own.headers : own.env]),
    ),
    timeoutMs: timeout_ms,
    connectMs: connect_timeout_ms,
    atOnce: concurrency,
    outputBytes: output_bytes,
    reads: new Set(reads),
    effects: new Map(Object.entries(effects)),
    workspace: new Map(Object.entries(workspace)),
    secrets: used,
  };
}

function toTarget(entry: ServerEntry): McpTarget {
  if ('url' in entry) return { kind: 'http', url: entry.url, headers: entry.headers };
  const { command, args, env, cwd } = entry;
  return { kind: 'stdio', command, args, env, ...(cwd && { cwd }) };
}
