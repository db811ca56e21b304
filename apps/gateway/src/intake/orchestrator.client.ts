import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { type AcceptOutcome, ConversationService, type InboundMessage } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { fromDetail, GrpcClient } from '#libs/grpc';
import { tracesOf } from '#libs/observability';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { type Answer, callForGroups } from './call-for-groups.js';

/** What became of a message that was taken: new, or stored before. */
export type Acceptance = 'accepted' | 'duplicate';

@Injectable()
export class OrchestratorClient implements OnApplicationShutdown {
  private readonly grpc: GrpcClient<typeof ConversationService>;
  private readonly batcher = new Batcher<InboundMessage[], Answer<Acceptance>[]>((groups) =>
    callForGroups(groups, (messages) => this.acceptAll(messages)),
  );

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig) {
    const edges = { acceptMessages: 'gateway.orchestrator.acceptMessages' } as const;
    this.grpc = new GrpcClient(ConversationService, config.ORCHESTRATOR_URL, edges);
  }

  /** Shares calls with other webhooks of the moment; answers after the commit, in the order of the messages. */
  accept(messages: InboundMessage[]): Promise<Answer<Acceptance>[]> {
    return this.batcher.load(messages);
  }

  private async acceptAll(messages: InboundMessage[]): Promise<Answer<Acceptance>[]> {
    const { outcomes } = await this.grpc.call('acceptMessages', { messages }, { traces: tracesOf(messages) });
    return outcomes.map(toAcceptance);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.batcher.drain();
    await this.grpc.close();
  }
}

function toAcceptance({ outcome }: AcceptOutcome): Answer<Acceptance> {
  if (outcome?.$case === 'accepted') return outcome.value.duplicate ? 'duplicate' : 'accepted';
  return outcome ? fromDetail(outcome.value) : new AppError('INTERNAL', { message: 'an outcome that says nothing' });
}
