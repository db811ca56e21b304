import { type DynamicModule, Module } from '@nestjs/common';
import { RedisModule } from '#libs/redis';
import type { AgentsConfig } from '../agents.config.js';

/** Redis for the cache of answers; without it each process knows only its own. */
@Module({})
export class AnswersModule {
  static with({ REDIS_URL }: Pick<AgentsConfig, 'REDIS_URL'>): DynamicModule {
    return { module: AnswersModule, imports: REDIS_URL ? [RedisModule.forService(REDIS_URL)] : [] };
  }
}
