import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BuildService, ConversationService } from '#libs/contracts';
import { databaseCheck, DatabaseModule, retentionProvider } from '#libs/database';
import { HealthModule } from '#libs/health';
import { loggingModule, metricsModule } from '#libs/observability';
import { RedisModule } from '#libs/redis';
import { COMMAND_HANDLERS } from './answering/command-handlers.js';
import { ESCALATIONS } from './answering/escalations.js';
import { AgentsClient } from './answering/agents.client.js';
import { Answerer } from './answering/answerer.js';
import { FeedbackWorker } from './building/feedback.worker.js';
import { Quotes } from './building/quotes.service.js';
import { TurnBuilder } from './building/turn-builder.js';
import { buildOperationsControllers, buildOperationsProviders } from './build-operations/build-operations-providers.js';
import { buildProviders } from './builds/build-providers.js';
import { buildRetention } from './builds/build-retention.js';
import { chatOfBuildsProviders } from './commissioning/chat-of-builds-providers.js';
import { ConsentRepository } from './consent/consent.repository.js';
import { ConsentService } from './consent/consent.service.js';
import { OptOutWatch } from './consent/opt-out-watch.js';
import { PastTurnsRepository } from './conversations/state/past-turns.repository.js';
import { Summariser } from './context/summariser.service.js';
import { SessionCensus } from './conversations/state/session-census.js';
import { SessionController } from './conversations/state/session-controller.js';
import { SessionForgetter } from './conversations/state/session-forgetter.js';
import { SessionPatcher } from './conversations/state/session-patcher.js';
import { entities } from './entities.js';
import { ErasureController } from './erasure/erasure.controller.js';
import { ErasureWorker } from './erasure/erasure.worker.js';
import { ErasuresRepository } from './erasure/erasures.repository.js';
import { ForgetService } from './erasure/forget.service.js';
import { ConversationSignals } from './intake/conversation-signals.js';
import { WaitingTurnRepository } from './intake/waiting-turn.repository.js';
import { ConversationController } from './intake/conversation.controller.js';
import { InboxRepository } from './intake/inbox.repository.js';
import { MediaClient } from './media/media.client.js';
import { MediaReader } from './media/media-reader.service.js';
import { mediaRetention } from './media/media-retention.js';
import { MediaRepository } from './media/media.repository.js';
import { SpeechClient } from './media/speech.client.js';
import { migrations } from './migrations/index.js';
import { ConversationListRepository } from './operations/conversation-list.repository.js';
import { ConversationWatch } from './operations/conversation-watch.js';
import { ConversationsController } from './operations/conversations.controller.js';
import { retentionRules } from './operations/retention-rules.js';
import { SetAsideRepository } from './operations/set-aside.repository.js';
import { TranscriptRepository } from './operations/transcript.repository.js';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from './orchestrator.config.js';
import { orchestratorMetrics } from './orchestrator.metrics.js';
import { commandHandlers } from './ownership/command-handlers.js';
import { HandoffEscalator } from './ownership/handoff-escalator.js';
import { HandoffService } from './ownership/handoff.service.js';
import { NotifierControlClient } from './ownership/notifier-control.client.js';
import { OperatorMessagesRepository } from './ownership/operator-messages.repository.js';
import { OwnershipController } from './ownership/ownership.controller.js';
import { OwnershipRepository } from './ownership/ownership.repository.js';
import { OwnershipGate } from './ownership/ownership-gate.js';
import { budgetRetention } from './phases/budgets/budgets.service.js';
import { draftRetention } from './phases/drafts/phase-drafts.repository.js';
import { phaseCacheRetention } from './phases/caching/phase-cache.repository.js';
import { phaseProviders } from './phases/phase-providers.js';
import { NotifierClient } from './sending/notifier.client.js';
import { AnswerStage } from './turns/answer-stage.js';
import { TurnPipeline } from './turns/turn-pipeline.js';
import { TurnWorker } from './turns/turn.worker.js';
import { TurnsRepository } from './turns/turns.repository.js';
import { WaitingTurns } from './turns/waiting-turns.js';
import { ClassifierClient } from './understanding/classifier.client.js';
import { WorkflowLibrary } from './workflows/workflow-library.js';

@Module({})
export class OrchestratorModule {
  static readonly serves = [ConversationService, BuildService];

  static with(config: OrchestratorConfig): DynamicModule {
    return {
      module: OrchestratorModule,
      imports: [
        loggingModule('orchestrator', config),
        metricsModule('orchestrator', config),
        DatabaseModule.forService({
          url: config.DATABASE_URL,
          poolSize: config.DATABASE_POOL_SIZE,
          allowUnsafe: config.DATABASE_ALLOW_UNSAFE,
          entities,
          migrations,
        }),
        TypeOrmModule.forFeature(entities),
        RedisModule.forService(config.REDIS_URL),
        HealthModule.forService(databaseCheck),
      ],
      controllers: [
        ConversationController,
        ConversationsController,
        OwnershipController,
        ErasureController,
        ...buildOperationsControllers,
      ],
      providers: [
        { provide: ORCHESTRATOR_CONFIG, useValue: config },
        ...orchestratorMetrics,
        InboxRepository,
        TurnsRepository,
        SetAsideRepository,
        ConversationListRepository,
        TranscriptRepository,
        ConversationWatch,
        retentionProvider([
          ...mediaRetention(config.MEDIA_RETENTION_DAYS),
          ...retentionRules(config.RETENTION_DAYS),
          ...buildRetention(config.BUILD_RETENTION_DAYS),
          ...phaseCacheRetention(config.BUILD_CACHE_DAYS, config.BUILD_CACHE_ENTRIES),
          ...budgetRetention(config.BUILD_RETENTION_DAYS),
          ...draftRetention(config.BUILD_RETENTION_DAYS),
        ]),
        ClassifierClient,
        AgentsClient,
        MediaClient,
        MediaRepository,
        SpeechClient,
        MediaReader,
        Quotes,
        FeedbackWorker,
        TurnBuilder,
        OwnershipGate,
        OwnershipRepository,
        OperatorMessagesRepository,
        NotifierControlClient,
        HandoffService,
        HandoffEscalator,
        { provide: ESCALATIONS, useExisting: HandoffService },
        ConsentRepository,
        ConsentService,
        OptOutWatch,
        ConversationSignals,
        WaitingTurnRepository,
        ErasuresRepository,
        ErasureWorker,
        ForgetService,
        {
          provide: COMMAND_HANDLERS,
          inject: [HandoffService, ConsentService, ForgetService],
          useFactory: commandHandlers,
        },
        Answerer,
        Summariser,
        NotifierClient,
        PastTurnsRepository,
        SessionPatcher,
        SessionController,
        SessionForgetter,
        SessionCensus,
        AnswerStage,
        TurnPipeline,
        TurnWorker,
        WaitingTurns,
        WorkflowLibrary,
        ...phaseProviders,
        ...buildProviders,
        ...chatOfBuildsProviders,
        ...buildOperationsProviders,
      ],
    };
  }
}
