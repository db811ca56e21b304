import { type DynamicModule, Module } from '@nestjs/common';
import { QuarantineService } from '#libs/contracts';
import { databaseCheck, DatabaseModule, retentionProvider } from '#libs/database';
import { HealthModule } from '#libs/health';
import { loggingModule, metricsModule } from '#libs/observability';
import { RedisModule } from '#libs/redis';
import { BuildFiles } from './console/build-files.js';
import { BuildRoutes } from './console/build-routes.js';
import { BuildStreams } from './console/build-streams.js';
import { BuildsClient } from './console/builds.client.js';
import { ConsoleBuilds } from './console/console-builds.js';
import { ConsoleController } from './console/console.controller.js';
import { ConsoleConversations } from './console/console-conversations.js';
import { ConsoleRoutes } from './console/console-routes.js';
import { ConversationFeed } from './console/conversation-feed.js';
import { ConversationsClient } from './console/conversations.client.js';
import { DeliveriesClient } from './console/deliveries.client.js';
import { SignInLimiter } from './console/sign-in-limiter.js';
import { entities } from './entities.js';
import { GATEWAY_CONFIG, type GatewayConfig } from './gateway.config.js';
import { gatewayMetrics } from './gateway.metrics.js';
import { IntakeBeats } from './intake/intake-beats.js';
import { IntakeCounters } from './intake/intake-counters.js';
import { IntakeService } from './intake/intake.service.js';
import { NotifierClient } from './intake/notifier.client.js';
import { OrchestratorClient } from './intake/orchestrator.client.js';
import { ScreeningService } from './intake/screening.service.js';
import { LimiterService } from './limits/limiter.service.js';
import { migrations } from './migrations/index.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { QuarantineRepository } from './quarantine/quarantine.repository.js';
import { retentionRules } from './quarantine/retention-rules.js';
import { ReplayService } from './quarantine/replay.service.js';
import { ArtifactsClient } from './sites/artifacts.client.js';
import { BlobsService } from './sites/blobs.service.js';
import { SiteDirectory } from './sites/site-directory.js';
import { SiteRedirectsController } from './sites/site-redirects.controller.js';
import { SitesDoor } from './sites/sites-door.js';
import { SitesService } from './sites/sites.service.js';
import { WebhookCounters } from './webhook/webhook-counters.js';
import { WebhookController } from './webhook/webhook.controller.js';
import { WebhookService } from './webhook/webhook.service.js';

@Module({})
export class GatewayModule {
  static readonly serves = [QuarantineService];

  static publicPort({ PORT }: GatewayConfig): number {
    return PORT;
  }

  static with(config: GatewayConfig): DynamicModule {
    return {
      module: GatewayModule,
      imports: [
        loggingModule('gateway', config),
        metricsModule('gateway', config),
        DatabaseModule.forService({
          url: config.DATABASE_URL,
          poolSize: config.DATABASE_POOL_SIZE,
          allowUnsafe: config.DATABASE_ALLOW_UNSAFE,
          entities,
          migrations,
        }),
        RedisModule.forService(config.REDIS_URL),
        HealthModule.forService(databaseCheck),
      ],
      controllers: [WebhookController, QuarantineController, ConsoleController, SiteRedirectsController],
      providers: [
        { provide: GATEWAY_CONFIG, useValue: config },
        ...gatewayMetrics,
        ArtifactsClient,
        BlobsService,
        BuildFiles,
        BuildRoutes,
        BuildStreams,
        BuildsClient,
        ConsoleBuilds,
        ConsoleConversations,
        ConsoleRoutes,
        ConversationFeed,
        ConversationsClient,
        DeliveriesClient,
        IntakeBeats,
        IntakeCounters,
        IntakeService,
        LimiterService,
        NotifierClient,
        OrchestratorClient,
        QuarantineRepository,
        retentionProvider(retentionRules(config.RETENTION_DAYS)),
        ReplayService,
        ScreeningService,
        SignInLimiter,
        SiteDirectory,
        SitesDoor,
        SitesService,
        WebhookCounters,
        WebhookService,
      ],
    };
  }
}
