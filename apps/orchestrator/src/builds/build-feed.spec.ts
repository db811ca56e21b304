import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisStore } from '#libs/redis';
import { until } from '#libs/testing';
import { type BuildChange, BuildEvents } from './build-events.js';
import { BuildFeed } from './build-feed.js';

describe(BuildFeed, () => {
  const url = `${process.env['TEST_REDIS_URL']}/8`;
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  const start = async () => {
    const redis = new RedisStore(url);
    const events = new BuildEvents();
    const feed = new BuildFeed(redis, events);
    feed.onApplicationBootstrap();
    ends.push(async () => {
      feed.onApplicationShutdown();
      await redis.close();
    });
    await until(() => redis.run((client) => client.ping()).then(Boolean, () => false));
    return { redis, events, feed };
  };
  const progress = (tokens: number, place = { buildId: randomUUID(), phaseId: randomUUID() }): BuildChange => ({
    type: 'progress',
    ...place,
    revision: 1,
    phase: 'code',
    progress: { note: 'writes', outputTail: 'x'.repeat(9_000), tokens },
  });
  /** Both are connected when this resolves. */
  const watch = async (watcher: BuildFeed, speaker: BuildEvents) => {
    const seen: BuildChange[] = [];
    watcher.changes.subscribe((change) => seen.push(change));
    await until(async () => {
      speaker.emit({ type: 'build', buildId: randomUUID(), revision: 1, state: 'running', reason: '' });
      await sleep(100);
      return seen.length > 0;
    }, 10_000);
    await sleep(600);
    seen.length = 0;
    return seen;
  };

  it('tells another replica what happens, merged and shortened', async () => {
    const [one, other] = [await start(), await start()];
    const seen = await watch(other.feed, one.events);
    const place = { buildId: randomUUID(), phaseId: randomUUID() };
    for (let tokens = 1; tokens <= 500; tokens += 1) one.events.emit(progress(tokens, place));
    await until(() => seen.length > 0);
    await sleep(600);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      type: 'progress',
      ...place,
      progress: { tokens: 500, outputTail: 'x'.repeat(500) },
    });
  });

  it('tells who watches here at once, and once', async () => {
    const { feed, events } = await start();
    const seen: BuildChange[] = [];
    feed.changes.subscribe((change) => seen.push(change));
    events.emit(progress(1));
    expect(seen).toHaveLength(1);
    await sleep(1_500);
    expect(seen).toHaveLength(1);
  });

  it('is not moved by what is no change', async () => {
    const [one, other] = [await start(), await start()];
    const seen = await watch(other.feed, one.events);
    for (const text of ['', '{', '{"from":"x","changes":[{"type":"build","buildId":"../../etc"}]}', '[]'])
      await one.redis.run((redis) => redis.publish('builds:changes', text));
    const change = progress(7);
    one.events.emit(change);
    await until(() => seen.length > 0);
    expect(seen).toMatchObject([{ progress: { tokens: 7 } }]);
  });
});
