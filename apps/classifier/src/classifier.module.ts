import { type DynamicModule, Module } from '@nestjs/common';
import { ClassifierService } from '#libs/contracts';
import { HealthModule } from '#libs/health';
import { LlmModule } from '#libs/llm';
import { loggingModule, metricsModule } from '#libs/observability';
import { RedisModule } from '#libs/redis';
import { VerdictCache } from './caching/verdict-cache.js';
import { ClassifierController } from './classification/classifier.controller.js';
import { TurnClassifier } from './classification/turn-classifier.service.js';
import { CLASSIFIER_CONFIG, type ClassifierConfig } from './classifier.config.js';
import { classifierMetrics } from './classifier.metrics.js';
import { RouterService } from './model/router.service.js';
import { AgentsClient } from './routing/agents.client.js';
import { RoutesService } from './routing/routes.service.js';

@Module({})
export class ClassifierModule {
  static readonly serves = [ClassifierService];

  static with(config: ClassifierConfig): DynamicModule {
    return {
      module: ClassifierModule,
      imports: [
        loggingModule('classifier', config),
        metricsModule('classifier', config),
        HealthModule.forService(),
        RedisModule.forService(config.REDIS_URL),
        LlmModule.with(config),
      ],
      controllers: [ClassifierController],
      providers: [
        { provide: CLASSIFIER_CONFIG, useValue: config },
        ...classifierMetrics,
        AgentsClient,
        RoutesService,
        RouterService,
        VerdictCache,
        TurnClassifier,
      ],
    };
  }
}
