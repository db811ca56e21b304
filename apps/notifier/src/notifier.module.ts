import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { NotifierService } from '#libs/contracts';
import { databaseCheck, DatabaseModule, retentionProvider } from '#libs/database';
import { HealthModule } from '#libs/health';
import { loggingModule, metricsModule } from '#libs/observability';
import { RedisModule } from '#libs/redis';
import { ConsentsRepository } from './consent/consents.repository.js';
import { ControlController } from './control/control.controller.js';
import { ControlRepository } from './control/control.repository.js';
import { entities } from './entities.js';
import { NumberBreakers } from './graph/number-breakers.js';
import { GraphClient } from './graph/graph.client.js';
import { TokenBook } from './graph/token-book.js';
import { NotifierController } from './intake/notifier.controller.js';
import { SendLimits } from './limits/send-limits.js';
import { MediaClient } from './media/media.client.js';
import { MediaController } from './media/media.controller.js';
import { MediaDownloads } from './media/media-downloads.service.js';
import { MenuClient } from './menu/menu.client.js';
import { MenuRegistrar } from './menu/menu-registrar.service.js';
import { migrations } from './migrations/index.js';
import { NOTIFIER_CONFIG, type NotifierConfig } from './notifier.config.js';
import { notifierMetrics } from './notifier.metrics.js';
import { OutboxGauges } from './operations/outbox-gauges.js';
import { retentionRules } from './operations/retention-rules.js';
import { OutboxRepository } from './outbox/outbox.repository.js';
import { RefusedPictures } from './pictures/refused-pictures.service.js';
import { ReadMarks } from './read-marks/read-marks.service.js';
import { EvidenceRepository } from './reconciling/evidence.repository.js';
import { ReconcilerWorker } from './reconciling/reconciler.worker.js';
import { NumberLines } from './sending/number-lines.js';
import { OutcomesRepository } from './sending/outcomes.repository.js';
import { SendReports } from './sending/send-reports.js';
import { SendWorker } from './sending/send.worker.js';
import { Sender } from './sending/sender.js';
import { SentController } from './sent/sent.controller.js';
import { SentRepository } from './sent/sent.repository.js';
import { IntakeBeatsRepository } from './statuses/intake-beats.repository.js';
import { StatusesRepository } from './statuses/statuses.repository.js';
import { Reengagement } from './window/reengagement.js';

@Module({})
export class NotifierModule {
  static readonly serves = [NotifierService];

  static with(config: NotifierConfig): DynamicModule {
    return {
      module: NotifierModule,
      imports: [
        loggingModule('notifier', config),
        metricsModule('notifier', config),
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
      controllers: [NotifierController, ControlController, MediaController, SentController],
      providers: [
        { provide: NOTIFIER_CONFIG, useValue: config },
        ...notifierMetrics,
        OutboxRepository,
        ConsentsRepository,
        ControlRepository,
        Reengagement,
        RefusedPictures,
        TokenBook,
        GraphClient,
        MediaClient,
        MediaDownloads,
        MenuClient,
        MenuRegistrar,
        SentRepository,
        SendLimits,
        NumberBreakers,
        NumberLines,
        OutcomesRepository,
        SendReports,
        Sender,
        SendWorker,
        ReadMarks,
        StatusesRepository,
        IntakeBeatsRepository,
        EvidenceRepository,
        ReconcilerWorker,
        OutboxGauges,
        retentionProvider(retentionRules(config.RETENTION_DAYS)),
      ],
    };
  }
}
