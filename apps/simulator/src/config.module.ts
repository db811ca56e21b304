import { type DynamicModule, Module } from '@nestjs/common';
import { BUSINESS, Businesses, toBusinesses } from './business.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from './simulator.config.js';

@Module({})
export class ConfigModule {
  /** The configuration and the businesses that it describes, for every module. */
  static with(config: SimulatorConfig): DynamicModule {
    const businesses = toBusinesses(config);
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: SIMULATOR_CONFIG, useValue: config },
        { provide: BUSINESS, useValue: businesses.all[0] },
        { provide: Businesses, useValue: businesses },
      ],
      exports: [SIMULATOR_CONFIG, BUSINESS, Businesses],
    };
  }
}
