import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ArtifactService } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';

/** Where the agents keep what they made. */
@Injectable()
export class ArtifactsClient implements OnApplicationShutdown {
  readonly grpc: GrpcClient<typeof ArtifactService>;

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig) {
    this.grpc = new GrpcClient(ArtifactService, config.AGENTS_URL, {
      resolveSite: 'gateway.agents.resolveSite',
      readBlobs: 'gateway.agents.readBlobs',
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.grpc.close();
  }
}
