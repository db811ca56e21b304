import { Controller, Inject, type OnApplicationShutdown } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import {
  type AcceptMessagesRequest,
  type AcceptMessagesResponse,
  type AcceptOutcome,
  ConversationService,
  type InboundMessage,
  type ListSetAsideRequest,
  type ListSetAsideResponse,
  type ReplayTurnsRequest,
  type ReplayTurnsResponse,
} from '#libs/contracts';
import { AppError, toAppError } from '#libs/errors';
import { type GrpcHandlers, Serves, toDetail } from '#libs/grpc';
import { inSpan } from '#libs/observability';
import { MediaReader } from '../media/media-reader.service.js';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { SetAsideRepository } from '../operations/set-aside.repository.js';
import { NotifierClient } from '../sending/notifier.client.js';
import { TurnWorker } from '../turns/turn.worker.js';
import { ConversationSignals } from './conversation-signals.js';
import { InboxRepository } from './inbox.repository.js';
import { isUrgent } from './is-urgent.js';
import { makesTurn } from './makes-turn.js';
import { missingField } from './missing-field.js';

@Controller()
@Serves(ConversationService, 'acceptMessages', 'listSetAside', 'replayTurns')
export class ConversationController
  implements
    Pick<GrpcHandlers<typeof ConversationService>, 'acceptMessages' | 'listSetAside' | 'replayTurns'>,
    OnApplicationShutdown
{
  constructor(
    @Inject(InboxRepository) private readonly inbox: InboxRepository,
    @Inject(NotifierClient) private readonly notifier: NotifierClient,
    @Inject(TurnWorker) private readonly worker: TurnWorker,
    @Inject(SetAsideRepository) private readonly setAside: SetAsideRepository,
    @Inject(MediaReader) private readonly media: MediaReader,
    @Inject(ConversationSignals) private readonly signals: ConversationSignals,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
  ) {}

  async acceptMessages({ messages }: AcceptMessagesRequest): Promise<AcceptMessagesResponse> {
    return { outcomes: await Promise.all(messages.map((message) => this.accept(message))) };
  }

  async listSetAside({ limit }: ListSetAsideRequest): Promise<ListSetAsideResponse> {
    return { turns: await this.setAside.list(limit) };
  }

  async replayTurns({ turnIds }: ReplayTurnsRequest): Promise<ReplayTurnsResponse> {
    const replayedTurnIds = await this.setAside.replay(turnIds);
    if (replayedTurnIds.length > 0) this.worker.wake(0);
    return { replayedTurnIds };
  }

  onApplicationShutdown(): Promise<void> {
    return this.inbox.drain();
  }

  /** One bad message never costs its batch. */
  private async accept(message: InboundMessage): Promise<AcceptOutcome> {
    try {
      const field = missingField(message);
      if (field) throw new AppError('INVALID_MESSAGE', { metadata: { field } });
      const { conversationId, isNew, wasQuiet } = await inSpan(
        'store message',
        message.traceparent,
        { kind: SpanKind.CONSUMER },
        () => this.inbox.accept(message),
      );
      if (await this.signals.act(conversationId, message)) this.worker.wake(0);
      if (isNew && makesTurn(message)) {
        this.worker.wake(isUrgent(message) ? 0 : this.config.BURST_WINDOW_MS);
        if (wasQuiet) this.notifier.markRead(message);
        this.media.readAhead(message);
      }
      return { messageId: message.id, outcome: { $case: 'accepted', value: { conversationId, duplicate: !isNew } } };
    } catch (error) {
      return { messageId: message.id, outcome: { $case: 'error', value: toDetail(toAppError(error)) } };
    }
  }
}
