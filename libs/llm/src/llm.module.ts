import { type DynamicModule, Module } from '@nestjs/common';
import { ModelKeys } from './keys/model-keys.js';
import { ModelCheckService } from './model-check.service.js';
import { MODEL_CONFIG, type ModelConfig } from './model-variables.js';
import { ModelService } from './model.service.js';

@Module({})
export class LlmModule {
  static with(config: ModelConfig): DynamicModule {
    return {
      module: LlmModule,
      providers: [
        { provide: MODEL_CONFIG, useValue: config },
        { provide: ModelKeys, useFactory: () => ModelKeys.of(config) },
        ModelService,
        ModelCheckService,
      ],
      exports: [ModelService],
    };
  }
}
