import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AgentService } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import type { KnownAgents } from './known-agents.js';

/** Asks the agents service who there is, and what each of them gives. */
@Injectable()
export class AgentNamesClient implements OnApplicationShutdown {
  private readonly client: GrpcClient<typeof AgentService>;

  constructor(@Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig) {
    this.client = new GrpcClient(AgentService, config.AGENTS_URL, { listAgents: 'orchestrator.agents.listAgents' });
  }

  /** @throws AppError when the agents service does not answer */
  async list(): Promise<KnownAgents> {
    const { agents } = await this.client.call('listAgents', {});
    return new Map(agents.map(({ name, output }) => [name, output]));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
