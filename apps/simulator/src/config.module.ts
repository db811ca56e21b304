import { type DynamicModule, Module } from '@nestjs/common';
import { BUSINESS, toBusiness } from './business.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from './simulator.config.js';

@Module({})
export class ConfigModule {
  /** The configuration and the business that it describes, for every module. */
  static with(config: SimulatorConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: SIMULATOR_CONFIG, useValue: config },
        { provide: BUSINESS, useValue: toBusiness(config) },
      ],
      exports: [SIMULATOR_CONFIG, BUSINESS],
    };
  }
}
