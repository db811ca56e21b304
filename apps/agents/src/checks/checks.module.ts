import { type DynamicModule, Module } from '@nestjs/common';
import type { AgentsConfig } from '../agents.config.js';
import { CHECK_LIMITS, type CheckLimits } from './check-limits.js';
import { SiteChecker } from './site-checker.service.js';

/** Checks of generated sites, for whoever builds them. */
@Module({})
export class ChecksModule {
  static with(config: AgentsConfig): DynamicModule {
    const limits: CheckLimits = {
      siteBytes: config.CHECK_SITE_BYTES,
      fileBytes: config.CHECK_FILE_BYTES,
      files: config.CHECK_FILES,
      timeoutMs: config.CHECK_TIMEOUT_MS,
      queue: config.CHECK_QUEUE,
      idleMs: 30_000,
    };
    return {
      module: ChecksModule,
      global: true,
      providers: [{ provide: CHECK_LIMITS, useValue: limits }, SiteChecker],
      exports: [SiteChecker],
    };
  }
}
