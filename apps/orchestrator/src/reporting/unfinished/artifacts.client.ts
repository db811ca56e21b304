import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ArtifactService, type PublishSiteRequest } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../../orchestrator.config.js';

/** A person waits for the answer that names the address. */
const PATIENCE_MS = 1_500;

/** Puts files on the air that no phase has published. */
@Injectable()
export class ArtifactsClient implements OnApplicationShutdown {
  private readonly client: GrpcClient<typeof ArtifactService>;

  constructor(@Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig) {
    this.client = new GrpcClient(ArtifactService, config.AGENTS_URL, {
      publishSite: 'orchestrator.agents.publishSite',
    });
  }

  /** Answers the address. @throws AppError WORKSPACE_REFUSED, or why nobody answered in time */
  async publish(site: PublishSiteRequest): Promise<string> {
    return (await this.client.call('publishSite', site, { timeoutMs: PATIENCE_MS })).url;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
