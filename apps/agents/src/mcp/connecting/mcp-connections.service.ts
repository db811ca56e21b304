import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { MCP_CONNECTIONS } from '../../agents.metrics.js';
import type { McpServer } from '../configuration/mcp-server.js';
import { McpConnection } from './mcp-connection.js';

/** The connections of this process: one for each server, and one more for each number with settings of its own. */
@Injectable()
export class McpConnections implements OnApplicationShutdown {
  private readonly connections = new Map<string, McpConnection>();

  constructor(@InjectMetric(MCP_CONNECTIONS) private readonly open: Gauge<'server'>) {}

  of(server: McpServer, phoneNumberId: string): McpConnection {
    const own = server.tenants.get(phoneNumberId);
    const key = own ? `${server.name} ${phoneNumberId}` : server.name;
    let connection = this.connections.get(key);
    if (!connection) {
      connection = new McpConnection(server, own ?? {}, (change) => this.open.inc({ server: server.name }, change));
      this.connections.set(key, connection);
    }
    return connection;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.connections.values()].map((connection) => connection.close()));
  }
}
