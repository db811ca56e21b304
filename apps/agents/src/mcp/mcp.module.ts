import { type DynamicModule, Module } from '@nestjs/common';
import { prefixedVariables } from '#libs/config';
import { AGENTS_CONFIG, type AgentsConfig } from '../agents.config.js';
import { agentsMetrics } from '../agents.metrics.js';
import { variablePrefix } from './configuration/fill-variables.js';
import { loadMcpServers } from './configuration/load-mcp-servers.js';
import { MCP_SERVERS } from './configuration/mcp-server.js';
import { McpConnections } from './connecting/mcp-connections.service.js';
import { Compensations } from './effects/compensations.service.js';
import { EffectsRepository } from './effects/effects.repository.js';
import { McpEffects } from './effects/effects.service.js';
import { McpCalls } from './mcp-calls.service.js';
import { McpToolboxes } from './mcp-toolboxes.service.js';
import { OfferedTools } from './offered-tools.service.js';
import { PinsRepository } from './pinning/pins.repository.js';

/** Tools of servers that speak the Model Context Protocol. Nothing of it is loaded before an agent has one. */
@Module({})
export class McpModule {
  /** @throws ConfigError naming every problem of the file of the servers */
  static with(config: AgentsConfig): DynamicModule {
    return {
      module: McpModule,
      providers: [
        { provide: AGENTS_CONFIG, useValue: config },
        { provide: MCP_SERVERS, useValue: loadMcpServers(config.MCP_CONFIG, prefixedVariables(variablePrefix)) },
        ...agentsMetrics,
        McpConnections,
        PinsRepository,
        OfferedTools,
        EffectsRepository,
        McpEffects,
        McpCalls,
        McpToolboxes,
        Compensations,
      ],
      exports: [McpToolboxes, Compensations],
    };
  }
}
