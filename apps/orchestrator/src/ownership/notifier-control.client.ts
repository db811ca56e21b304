import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { NotifierService, type OptOut, OutboundMessage, SendPolicy } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { fromDetail, GrpcClient } from '#libs/grpc';
import { tracesOf } from '#libs/observability';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';

/** What is asked of the notifier outside of turns, now and then: nothing here is worth a batch. */
@Injectable()
export class NotifierControlClient implements OnApplicationShutdown {
  private readonly client: GrpcClient<typeof NotifierService>;

  constructor(@Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig) {
    this.client = new GrpcClient(NotifierService, config.NOTIFIER_URL, {
      send: 'orchestrator.notifier.send',
      cancel: 'orchestrator.notifier.cancel',
      eraseConversation: 'orchestrator.notifier.erase',
      recordConsent: 'orchestrator.notifier.cancel',
      listOptOuts: 'orchestrator.notifier.cancel',
    });
  }

  /** Resolves when it is stored; the key makes it the same message however often it is said. @throws AppError */
  async send(message: Partial<OutboundMessage>): Promise<void> {
    const whole = OutboundMessage.create({ policy: SendPolicy.SEND_POLICY_AT_LEAST_ONCE, ...message });
    const { outcomes } = await this.client.call('send', { messages: [whole] }, { traces: tracesOf([whole]) });
    const outcome = outcomes[0]?.outcome;
    if (outcome?.$case === 'error') throw fromDetail(outcome.value);
    if (!outcome) throw new AppError('INTERNAL', { message: 'an outcome without a result' });
  }

  /** Stops what the bot has not sent yet, and what a turn under way may still hand over. @throws AppError */
  async cancel(conversationId: string, turnId: string): Promise<void> {
    await this.client.call('cancel', { conversationId, turnId });
  }

  /** @returns how many messages lost their content @throws AppError */
  async erase(conversationId: string): Promise<number> {
    const { erased } = await this.client.call('eraseConversation', { conversationId });
    return erased;
  }

  /** Whether the person wants templates. @throws AppError */
  async recordConsent(conversationId: string, optedOut: boolean): Promise<void> {
    await this.client.call('recordConsent', { conversationId, optedOut });
  }

  /** Of whom WhatsApp said that they want nothing, until their consent is recorded. @throws AppError */
  async listOptOuts(): Promise<OptOut[]> {
    const { optOuts } = await this.client.call('listOptOuts', {});
    return optOuts;
  }

  onApplicationShutdown(): Promise<void> {
    return this.client.close();
  }
}
