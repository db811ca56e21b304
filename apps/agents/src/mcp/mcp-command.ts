/**
 * npm run mcp -- list [server]                     what is approved, and what waits with what it says
 * npm run mcp -- check                             connects to every server of MCP_CONFIG and judges its tools
 * npm run mcp -- approve <server> <tool> [hash]    approves what the server said last; with the beginning of the hash that was read
 *
 * Exit code: 0 all is well, 1 something is not, 64 a mistake in the command line, 78 one in the configuration.
 */
import { z } from 'zod';
import { ConfigError, exitOnConfigError, prefixedVariables, readConfig, url } from '#libs/config';
import { openDatabase } from '#libs/database';
import { toAppError } from '#libs/errors';
import { migrations } from '../migrations/index.js';
import { variablePrefix } from './configuration/fill-variables.js';
import { loadMcpServers } from './configuration/load-mcp-servers.js';
import { McpConnection } from './connecting/mcp-connection.js';
import { mcpLimits } from './connecting/mcp-limits.js';
import { judgeTools } from './pinning/judge-tool.js';
import { type Pin, PinsRepository } from './pinning/pins.repository.js';
import { loadSchemaCheck } from './pinning/schema-check.js';
import { toPlain } from './pinning/to-plain.js';

const usage = `usage: npm run mcp -- list [server]
       npm run mcp -- check
       npm run mcp -- approve <server> <tool> [hash]
`;
const variables = z.object({
  DATABASE_URL: url('postgres', 'postgresql'),
  MCP_CONFIG: z.string().optional(),
  MCP_PIN: z.enum(['trust-first', 'approve'], 'expected trust-first or approve').default('trust-first'),
});
const say = (line: string) => process.stdout.write(`${line}\n`);

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...names]: string[]): Promise<number> {
  const most = { list: 1, check: 0, approve: 3 }[command ?? ''];
  if (most === undefined || names.length > most || (command === 'approve' && names.length < 2)) {
    process.stderr.write(usage);
    return 64;
  }
  try {
    const { DATABASE_URL, MCP_CONFIG, MCP_PIN } = readConfig(variables);
    const servers = loadMcpServers(MCP_CONFIG, prefixedVariables(variablePrefix));
    const database = await openDatabase({ url: DATABASE_URL, entities: [], migrations, poolSize: 1 });
    try {
      const pins = new PinsRepository(database);
      if (command === 'list') return list(await pins.list(names[0]));
      if (command === 'approve') return await approve(pins, names);
      if (servers.size === 0) say('No server is configured: MCP_CONFIG names a file like mcp.example.json.');
      let failures = 0;
      for (const server of servers.values()) failures += await check(server, pins, MCP_PIN === 'trust-first');
      return failures > 0 ? 1 : 0;
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof ConfigError) return exitOnConfigError(error);
    process.stderr.write(`${toAppError(error).message}\n`);
    return 1;
  }
}

function list(pins: readonly Pin[]): number {
  for (const pin of pins) {
    const { server, tool, approved, approvedAt, seen, suspicions } = pin;
    const state = approved === seen ? `approved ${approvedAt?.toISOString()}` : approved ? 'CHANGED' : 'WAITS';
    say(`${server} ${toPlain(tool)} ${seen.slice(0, 12)} ${state}${suspicions.map((why) => ` (${why})`).join('')}`);
    if (approved !== seen) say(describe(pin));
  }
  return pins.some(({ approved, seen }) => approved !== seen) ? 1 : 0;
}

/** What a person reads before approving: no letter of it can do anything to their terminal. */
function describe({ definition: { description, inputSchema } }: Pin): string {
  return `  ${toPlain(description)}\n  ${toPlain(JSON.stringify(inputSchema))}`;
}

async function approve(pins: PinsRepository, [server = '', tool = '', read = '']: string[]): Promise<number> {
  const approved = await pins.approve(server, tool, read);
  if (approved) say(`${server} ${tool} is approved as ${approved.slice(0, 12)}. Agents have it within half a minute.`);
  else
    process.stderr.write(`${server} has no tool ${tool}${read && ` that begins with ${read}`}: npm run mcp -- list\n`);
  return approved ? 0 : 1;
}

async function check(server: Parameters<typeof toConnection>[0], pins: PinsRepository, isTrusting: boolean) {
  const connection = toConnection(server);
  try {
    const listed = await connection.list(AbortSignal.timeout(server.connectMs + mcpLimits.listMs));
    const judged = await judgeTools(listed, await loadSchemaCheck());
    const sound = judged.flatMap((one) => (one.problem === undefined ? [one.tool] : []));
    const approved = await pins.record(server.name, sound, isTrusting);
    const waiting = sound.filter(({ definition, hash }) => approved.get(definition.name) !== hash);
    say(`${server.name}: ${sound.length - waiting.length} tools are approved`);
    for (const one of judged) if (one.problem !== undefined) say(`  ${toPlain(one.name)}: refused, ${one.problem}`);
    for (const { definition } of waiting)
      say(`  ${toPlain(definition.name)}: waits, npm run mcp -- list ${server.name}`);
    return waiting.length + judged.length - sound.length;
  } catch (error) {
    const { reason, message } = toAppError(error);
    say(`${server.name}: ${reason}, ${message}`);
    return 1;
  } finally {
    await connection.close();
  }
}

function toConnection(server: ConstructorParameters<typeof McpConnection>[0]): McpConnection {
  return new McpConnection(server, {}, () => undefined);
}
