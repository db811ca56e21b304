import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ConversationService } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';

const edges = {
  listConversations: 'gateway.orchestrator.readConversations',
  getConversation: 'gateway.orchestrator.readConversations',
  watchConversations: 'gateway.orchestrator.watchConversations',
  takeOver: 'gateway.orchestrator.changeConversation',
  handBack: 'gateway.orchestrator.changeConversation',
  sendAsHuman: 'gateway.orchestrator.changeConversation',
  markSeen: 'gateway.orchestrator.changeConversation',
  replayTurns: 'gateway.orchestrator.changeConversation',
  erase: 'gateway.orchestrator.erase',
} as const;

/** What operators may ask of the orchestrator, apart from the intake so that neither waits for the other's connection. */
@Injectable()
export class ConversationsClient implements OnApplicationShutdown {
  readonly grpc: GrpcClient<typeof ConversationService>;

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig) {
    this.grpc = new GrpcClient(ConversationService, config.ORCHESTRATOR_URL, edges);
  }

  onApplicationShutdown(): Promise<void> {
    return this.grpc.close();
  }
}
