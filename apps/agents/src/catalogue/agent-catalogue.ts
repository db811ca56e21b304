import type { McpGrant } from '../mcp/grants.js';
import type { AgentHeader } from './agent.schema.js';

/** One agent as it runs. */
export interface AgentDefinition extends AgentHeader {
  /** Its system prompt, from the part that all agents share to its own: the same strings for every run. */
  system: readonly string[];
  /** What it may use of MCP servers; `tools` are Parley's own. */
  grants?: readonly McpGrant[];
}

export type AgentCatalogue = ReadonlyMap<string, AgentDefinition>;

export const AGENT_CATALOGUE = Symbol('agent catalogue');
