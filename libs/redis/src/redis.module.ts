import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { RedisStore } from './redis-store.js';

@Injectable()
class RedisCloser implements OnApplicationShutdown {
  constructor(@Inject(RedisStore) private readonly store: RedisStore) {}

  onApplicationShutdown(): Promise<void> {
    return this.store.close();
  }
}

@Module({})
export class RedisModule {
  static forService(url: string): DynamicModule {
    return {
      module: RedisModule,
      global: true,
      providers: [{ provide: RedisStore, useFactory: () => new RedisStore(url) }, RedisCloser],
      exports: [RedisStore],
    };
  }
}
