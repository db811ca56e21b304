import { join } from 'node:path';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import { AgentService, ArtifactService } from '#libs/contracts';
import { migrate } from '#libs/database';
import { GrpcClient } from '#libs/grpc';
import { createTestDatabase, freePort, type ServedModel, serveModel, type TestDatabase } from '#libs/testing';
import { agentsConfig } from './agents.config.js';
import { AgentsModule } from './agents.module.js';
import { importExample } from './importing/import-example.js';
import { migrations } from './migrations/index.js';

/** The service of the agents with a database of its own and a model that a spec scripts. */
export class AgentsStage {
  api!: ServedModel;
  service!: RunningService;
  client!: GrpcClient<typeof AgentService>;
  artifacts!: GrpcClient<typeof ArtifactService>;
  opsPort = 0;
  private database!: TestDatabase;

  async prepare(): Promise<void> {
    this.database = await createTestDatabase('agents');
    await migrate({ url: this.database.url, entities: [], migrations });
  }

  /** As the service logs in. */
  get databaseUrl(): string {
    return this.database.url;
  }

  importExample(): Promise<string | undefined> {
    return importExample(this.database.url, join(import.meta.dirname, '..', 'businesses', 'panaderia-la-espiga'));
  }

  async start(env: Record<string, string> = {}): Promise<void> {
    this.api = await serveModel();
    this.opsPort = await freePort();
    const config = readConfig(agentsConfig, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: this.api.url,
      DATABASE_URL: this.database.url,
      DATABASE_ALLOW_UNSAFE: 'true',
      OPS_PORT: `${this.opsPort}`,
      GRPC_PORT: `${await freePort()}`,
      BIND_ADDRESS: '127.0.0.1',
      ...env,
    });
    this.service = await startService(AgentsModule, config);
    const edge = 'orchestrator.agents.execute';
    this.client = new GrpcClient(AgentService, `127.0.0.1:${config.GRPC_PORT}`, {
      execute: edge,
      listAgents: edge,
      eraseContact: edge,
    });
    const all = { readBlobs: edge, publishSite: edge, resolveSite: edge } as const;
    this.artifacts = new GrpcClient(ArtifactService, `127.0.0.1:${config.GRPC_PORT}`, all);
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.artifacts.close();
    await this.service.close();
    await this.api.stop();
  }

  async drop(): Promise<void> {
    await this.database.drop();
  }
}
