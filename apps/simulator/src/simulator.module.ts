import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { HealthModule } from '#libs/health';
import { loggingModule, metricsModule } from '#libs/observability';
import { AppErrorFilter } from './app-error.filter.js';
import { ConfigModule } from './config.module.js';
import { GraphModule } from './graph/graph.module.js';
import { KnobsModule } from './knobs/knobs.module.js';
import { KnobsService } from './knobs/knobs.service.js';
import { LogModule } from './log/log.module.js';
import { ModelModule } from './model/model.module.js';
import { ModelSettings } from './model/model-settings.js';
import { PhoneModule } from './phone/phone.module.js';
import type { SimulatorConfig } from './simulator.config.js';
import { SpeechModule } from './speech/speech.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

@Module({})
export class SimulatorModule {
  /** The knob of the page also slows the model down. */
  constructor(knobs: KnobsService, model: ModelSettings) {
    knobs.changes.subscribe(({ modelLatencyMs }) => model.set({ latencyMs: modelLatencyMs }));
  }

  static with(config: SimulatorConfig): DynamicModule {
    return {
      module: SimulatorModule,
      imports: [
        ConfigModule.with(config),
        loggingModule('simulator', config),
        metricsModule('simulator'),
        HealthModule.forService(),
        KnobsModule,
        LogModule,
        WebhooksModule,
        GraphModule,
        PhoneModule,
        ModelModule,
        SpeechModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: AppErrorFilter }],
    };
  }
}
