import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { JudgedTool, ToolDefinition } from './judge-tool.js';
import { APPROVE_TOOL, LIST_TOOLS, RECORD_TOOLS } from './pin-statements.js';

export interface Pin {
  server: string;
  tool: string;
  /** Hash of what is approved; null while it waits. */
  approved: string | null;
  approvedAt: Date | null;
  /** Hash of what the server said last. */
  seen: string;
  definition: ToolDefinition;
  suspicions: string[];
}

/** What is approved of the tools of MCP servers, for all processes. */
@Injectable()
export class PinsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Notes what a server says; the answer is the approved hash of each tool, null for what waits. */
  async record(server: string, tools: readonly JudgedTool[], isTrusting: boolean): Promise<Map<string, string | null>> {
    if (tools.length === 0) return new Map();
    const rows = await this.database.query<{ tool: string; approved: string | null }>(RECORD_TOOLS, [
      server,
      tools.map(({ definition }) => definition.name),
      tools.map(({ hash }) => hash),
      tools.map(({ definition }) => JSON.stringify(definition)),
      tools.map(({ suspicions }) => JSON.stringify(suspicions)),
      isTrusting,
    ]);
    return new Map(rows.map(({ tool, approved }) => [tool, approved]));
  }

  list(server?: string): Promise<Pin[]> {
    return this.database.query<Pin>(LIST_TOOLS, [server ?? null]);
  }

  /** @returns the hash that holds now; undefined when the server says something else than was read, or nothing */
  async approve(server: string, tool: string, read = ''): Promise<string | undefined> {
    const [row] = await this.database.query<{ seen: string }>(APPROVE_TOOL, [server, tool, read]);
    return row?.seen;
  }
}
