import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { toAppError } from '#libs/errors';
import { AGENTS_CONFIG, type AgentsConfig } from '../agents.config.js';
import { MCP_REFUSED_TOOLS } from '../agents.metrics.js';
import type { McpServer } from './configuration/mcp-server.js';
import { McpConnections } from './connecting/mcp-connections.service.js';
import { mcpLimits } from './connecting/mcp-limits.js';
import { type JudgedTool, judgeTools, type ToolDefinition } from './pinning/judge-tool.js';
import { PinsRepository } from './pinning/pins.repository.js';
import { loadSchemaCheck } from './pinning/schema-check.js';

interface Listing {
  tools: Promise<ToolDefinition[]>;
  /** What was found last, for while the server is away. */
  former: ToolDefinition[];
  at: number;
}

/** The tools of each server that are approved, as they were approved. */
@Injectable()
export class OfferedTools {
  private readonly logger = new Logger(OfferedTools.name);
  private readonly listings = new Map<string, Listing>();
  private readonly said = new Set<string>();

  constructor(
    @Inject(McpConnections) private readonly connections: McpConnections,
    @Inject(PinsRepository) private readonly pins: PinsRepository,
    @InjectMetric(MCP_REFUSED_TOOLS) private readonly refused: Gauge<'server' | 'why'>,
    @Inject(AGENTS_CONFIG) private readonly config: AgentsConfig,
  ) {}

  /** Never rejects: a server that is away offers what it offered last, or nothing. */
  async of(server: McpServer, phoneNumberId: string): Promise<ToolDefinition[]> {
    const key = server.tenants.has(phoneNumberId) ? `${server.name} ${phoneNumberId}` : server.name;
    const known = this.listings.get(key);
    if (known && Date.now() - known.at < mcpLimits.listingMs) return known.tools;
    const listing: Listing = { tools: Promise.resolve([]), former: known?.former ?? [], at: Date.now() };
    listing.tools = this.list(server, phoneNumberId).then(
      (tools) => (listing.former = tools),
      (thrown: unknown) => {
        const error = toAppError(thrown);
        this.logger.warn({ message: 'an MCP server offers nothing new', server: server.name, reason: error.reason });
        listing.at = 0; // asked again by the next run; the connection knows how long to wait
        return listing.former;
      },
    );
    this.listings.set(key, listing);
    return listing.tools;
  }

  private async list(server: McpServer, phoneNumberId: string): Promise<ToolDefinition[]> {
    const signal = AbortSignal.timeout(server.connectMs + mcpLimits.listMs);
    const check = await loadSchemaCheck();
    const judged = await judgeTools(await this.connections.of(server, phoneNumberId).list(signal), check);
    const sound = judged.flatMap((one) => (one.problem === undefined ? [one.tool] : []));
    for (const one of judged) if (one.problem !== undefined) this.say(server.name, one.name, one.problem);
    const approved = await this.pins.record(server.name, sound, this.config.MCP_PIN === 'trust-first');
    const waiting = sound.filter((tool) => approved.get(tool.definition.name) !== tool.hash);
    for (const tool of waiting) this.say(server.name, tool.definition.name, toReason(tool, approved), tool.hash);
    this.refused.set({ server: server.name, why: 'unsound' }, judged.length - sound.length);
    this.refused.set({ server: server.name, why: 'not_approved' }, waiting.length);
    return sound.filter((tool) => !waiting.includes(tool)).map(({ definition }) => definition);
  }

  /** Once for each tool as it is; the name is the server's, and therefore cut to what a name is made of. */
  private say(server: string, tool: string, why: string, hash = ''): void {
    const key = `${server} ${tool} ${why} ${hash}`;
    if (this.said.has(key) || this.said.size > mcpLimits.messages) return;
    this.said.add(key);
    this.logger.warn({ message: 'a tool of an MCP server is not offered', server, tool: toWord(tool), why });
  }
}

function toReason({ definition, suspicions }: JudgedTool, approved: ReadonlyMap<string, string | null>): string {
  if (approved.get(definition.name)) return 'it has changed: npm run mcp -- list';
  return suspicions.length > 0
    ? `it waits for approval: ${suspicions.join(', ')}`
    : 'it waits for approval: npm run mcp';
}

export const toWord = (name: string): string => name.replace(/[^a-zA-Z0-9_.-]/g, '_').slice(0, 64);
