import { type DynamicModule, Module } from '@nestjs/common';
import { findExecutable } from '#libs/config';
import type { AgentsConfig } from '../agents.config.js';
import { CHECK_LIMITS, type CheckLimits } from './check-limits.js';
import { SiteChecker } from './site-checker.service.js';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

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
      chromium: config.CHROMIUM_PATH ?? findExecutable(BROWSERS),
    };
    return {
      module: ChecksModule,
      global: true,
      providers: [{ provide: CHECK_LIMITS, useValue: limits }, SiteChecker],
      exports: [SiteChecker],
    };
  }
}
