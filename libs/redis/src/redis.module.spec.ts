import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { until } from '#libs/testing';
import { RedisModule } from './redis.module.js';
import { RedisStore } from './redis-store.js';

@Injectable()
class LastWriter implements OnApplicationShutdown {
  written?: unknown;
  constructor(@Inject(RedisStore) private readonly store: RedisStore) {}

  async onApplicationShutdown() {
    this.written = await this.store.run((redis) => redis.echo('last words'));
  }
}

describe(RedisModule.name, () => {
  it('is open until the last of the service has written, and closed after it', async () => {
    const app = await Test.createTestingModule({
      imports: [RedisModule.forService(process.env['TEST_REDIS_URL']!)],
      providers: [LastWriter],
    }).compile();
    await app.init();
    const [store, writer] = [app.get(RedisStore), app.get(LastWriter)];
    await until(() => store.run((redis) => redis.ping()).then(Boolean, () => false));
    await Promise.all([app.close(), app.close()]);
    expect(writer.written).toBe('last words');
    await expect(store.run((redis) => redis.ping())).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
  });
});
