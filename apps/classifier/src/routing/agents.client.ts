import { Inject, Injectable } from '@nestjs/common';
import { AgentService, type ListAgentsResponse } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { CLASSIFIER_CONFIG, type ClassifierConfig } from '../classifier.config.js';

/** Asks the agents service who there is. */
@Injectable()
export class AgentsClient {
  private readonly client: GrpcClient<typeof AgentService>;

  constructor(@Inject(CLASSIFIER_CONFIG) config: ClassifierConfig) {
    this.client = new GrpcClient(AgentService, config.AGENTS_URL, { listAgents: 'classifier.agents.listAgents' });
  }

  /** @throws AppError when the agents service does not answer */
  list(): Promise<ListAgentsResponse> {
    return this.client.call('listAgents', {});
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
