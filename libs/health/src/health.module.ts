import { type DynamicModule, type InjectionToken, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { Lifecycle } from './lifecycle.js';
import { Readiness } from './readiness.js';
import { READINESS_CHECKS, type ReadinessCheck } from './readiness-check.js';

@Module({})
export class HealthModule {
  /** @param checks tokens of providers, visible globally, that make a readiness check */
  static forService(
    ...checks: { inject: InjectionToken[]; useFactory: (...args: never[]) => ReadinessCheck }[]
  ): DynamicModule {
    const tokens = checks.map(({ useFactory }, index) => `readiness check ${index} ${useFactory.name}`);
    return {
      module: HealthModule,
      global: true,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [
        Lifecycle,
        Readiness,
        ...checks.map(({ inject, useFactory }, index) => ({ provide: tokens[index]!, inject, useFactory })),
        { provide: READINESS_CHECKS, inject: tokens, useFactory: (...found: ReadinessCheck[]) => found },
      ],
      exports: [Lifecycle, Readiness],
    };
  }
}
