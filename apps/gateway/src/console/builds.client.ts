import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { BuildService } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';

const edges = {
  listBuilds: 'gateway.orchestrator.readBuilds',
  getBuild: 'gateway.orchestrator.readBuilds',
  listBuildEvents: 'gateway.orchestrator.readBuilds',
  watchBuild: 'gateway.orchestrator.watchBuild',
  startBuild: 'gateway.orchestrator.commissionBuild',
  refineBuild: 'gateway.orchestrator.commissionBuild',
  cancelBuild: 'gateway.orchestrator.changeBuild',
  resumeBuild: 'gateway.orchestrator.changeBuild',
  rollbackBuild: 'gateway.orchestrator.changeBuild',
  retryPhase: 'gateway.orchestrator.changeBuild',
  skipPhase: 'gateway.orchestrator.changeBuild',
  approvePhase: 'gateway.orchestrator.changeBuild',
} as const;

/** What operators may ask about builds. */
@Injectable()
export class BuildsClient implements OnApplicationShutdown {
  readonly grpc: GrpcClient<typeof BuildService>;

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig) {
    this.grpc = new GrpcClient(BuildService, config.ORCHESTRATOR_URL, edges);
  }

  onApplicationShutdown(): Promise<void> {
    return this.grpc.close();
  }
}
