import { type DynamicModule, Module } from '@nestjs/common';
import { ClassifierService } from '#libs/contracts';
import { HealthModule } from '#libs/health';
import { loggingModule, metricsModule } from '#libs/observability';
import type { ClassifierConfig } from './classifier.config.js';
import { classifierMetrics } from './classifier.metrics.js';
import { ClassifierController } from './classification/classifier.controller.js';

@Module({})
export class ClassifierModule {
  static readonly serves = [ClassifierService];

  static with(config: ClassifierConfig): DynamicModule {
    return {
      module: ClassifierModule,
      imports: [loggingModule('classifier', config), metricsModule('classifier'), HealthModule.forService()],
      controllers: [ClassifierController],
      providers: [...classifierMetrics],
    };
  }
}
