import { randomBytes } from 'node:crypto';
import { Counter, Registry } from 'prom-client';
import { Intent, Lane, Source, Verdict } from '#libs/contracts';
import { RedisStore } from '#libs/redis';
import { freePort, until } from '#libs/testing';
import { VerdictCache } from './verdict-cache.js';

const verdict = Verdict.create({ intent: Intent.INTENT_COMMERCE, lane: Lane.LANE_AGENT, source: Source.SOURCE_MODEL });
const cached = { ...verdict, source: Source.SOURCE_CACHE };
const newKey = () => randomBytes(32).toString('hex');

describe(VerdictCache, () => {
  const redis = new RedisStore(process.env['TEST_REDIS_URL']!);
  const counter = (name: string) =>
    new Counter({ name, help: name, labelNames: ['cache_type' as const], registers: [new Registry()] });
  const create = (store = redis, size = 100) => {
    const [hits, misses] = [counter('hits'), counter('misses')];
    const cache = new VerdictCache(
      { VERDICTS_CACHED: size } as ConstructorParameters<typeof VerdictCache>[0],
      store,
      hits,
      misses,
    );
    const countsOf = async (of: Counter<'cache_type'>): Promise<Record<string, number>> =>
      Object.fromEntries((await of.get()).values.map(({ labels, value }) => [`${labels.cache_type}`, value]));
    return { cache, counts: async () => ({ hits: await countsOf(hits), misses: await countsOf(misses) }) };
  };

  beforeAll(() =>
    until(() =>
      redis
        .run((client) => client.ping())
        .then(
          () => true,
          () => false,
        ),
    ),
  );
  afterAll(() => redis.close());

  it('finds what this process kept, says where it comes from, and counts both', async () => {
    const { cache, counts } = create();
    const key = newKey();
    expect(cache.get(key)).toBeUndefined();
    cache.keep(key, verdict);
    expect(cache.get(key)).toEqual(cached);
    expect(await counts()).toEqual({ hits: { verdict_local: 1 }, misses: { verdict_local: 1 } });
  });

  it('finds what another process shared, all keys at once, and then knows it itself', async () => {
    const [one, other] = [create(), create()];
    const [known, unknown] = [newKey(), newKey()];
    await one.cache.share(new Map([[known, verdict]]));
    expect(await other.cache.load([unknown, known])).toEqual([undefined, cached]);
    expect(other.cache.get(known)).toEqual(cached);
    expect(await other.counts()).toEqual({
      hits: { verdict_redis: 1, verdict_local: 1 },
      misses: { verdict_redis: 1 },
    });
  });

  it('shares for an hour, and no word of anybody', async () => {
    const key = newKey();
    await create().cache.share(new Map([[key, verdict]]));
    const ttlMs = await redis.run((client) => client.pttl(`verdict:${key}`));
    expect(ttlMs).toBeGreaterThan(59 * 60_000);
    expect(ttlMs).toBeLessThanOrEqual(60 * 60_000);
  });

  it.each([Buffer.from('garbage'), Buffer.from([0xff, 0xff, 0xff]), Buffer.alloc(0)])(
    'takes %j in Redis for nothing',
    async (value) => {
      const key = newKey();
      await redis.run((client) => client.set(`verdict:${key}`, value, 'PX', 10_000));
      expect(await create().cache.load([key])).toEqual([undefined]);
    },
  );

  it('forgets the oldest when it is full', () => {
    const { cache } = create(redis, 2);
    const keys = [newKey(), newKey(), newKey()];
    for (const key of keys) cache.keep(key, verdict);
    expect(keys.map((key) => cache.get(key) !== undefined)).toEqual([false, true, true]);
  });

  it('misses while Redis is away, and shares nothing without complaint', async () => {
    const away = new RedisStore(`redis://127.0.0.1:${await freePort()}`);
    const { cache } = create(away);
    const key = newKey();
    await expect(cache.share(new Map([[key, verdict]]))).resolves.toBeUndefined();
    await expect(cache.load([key])).resolves.toEqual([undefined]);
    await away.close();
  });
});
