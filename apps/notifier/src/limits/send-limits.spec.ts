import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { RedisStore } from '#libs/redis';
import { until } from '#libs/testing';
import type { NotifierConfig } from '../notifier.config.js';
import { LocalBuckets } from './local-buckets.js';
import { SendLimits } from './send-limits.js';

const config = (values: Partial<NotifierConfig>) =>
  ({ PAIR_SECONDS_PER_MESSAGE: 6, PAIR_BURST: 3, NUMBER_RATE_PER_SECOND: 0, REPLICAS: 1, ...values }) as NotifierConfig;

describe(LocalBuckets, () => {
  it('lets a burst through and spaces what comes after it', () => {
    const buckets = new LocalBuckets();
    const rule = { intervalMs: 6_000, burst: 3 };
    expect([0, 0, 0, 0, 0].map(() => buckets.take('a', rule, 1_000_000))).toEqual([0, 0, 0, 6_000, 12_000]);
    expect(buckets.take('b', rule, 1_000_000)).toBe(0);
    expect(buckets.take('a', rule, 1_018_000)).toBe(0);
  });

  it('takes nothing where there is no limit', () => {
    const buckets = new LocalBuckets();
    for (let count = 0; count < 100; count += 1) expect(buckets.take('a', { intervalMs: 0, burst: 1 })).toBe(0);
  });
});

describe(SendLimits, () => {
  const stores: RedisStore[] = [];
  const open = (url: string) => {
    const store = new RedisStore(url);
    stores.push(store);
    return store;
  };
  const connect = async () => {
    const store = open(process.env['TEST_REDIS_URL']!);
    await until(() =>
      store
        .run((redis) => redis.ping())
        .then(
          () => true,
          () => false,
        ),
    );
    return store;
  };
  beforeAll(() => void Logger.overrideLogger(false));
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  const waits = (limits: SendLimits, conversations: string[], phoneNumberId: string = randomUUID()) =>
    Promise.all(conversations.map((conversationId) => limits.wait({ conversationId, phoneNumberId })));

  it('limits a pair across replicas, in one call for a batch', async () => {
    const replicas = [new SendLimits(await connect(), config({})), new SendLimits(await connect(), config({}))];
    const person = randomUUID();
    const [first, second] = [await waits(replicas[0]!, [person, person]), await waits(replicas[1]!, [person, person])];
    expect([...first, second[0]]).toEqual([0, 0, 0]);
    expect(second[1]).toBeGreaterThan(5_000);
    expect(second[1]).toBeLessThanOrEqual(6_000);
    expect(await waits(replicas[0]!, [randomUUID()])).toEqual([0]);
  });

  it('limits a number over all its people and gives each its own moment', async () => {
    const limits = new SendLimits(await connect(), config({ NUMBER_RATE_PER_SECOND: 10 }));
    const people = Array.from({ length: 30 }, () => randomUUID());
    const all = await waits(limits, people);
    expect(all.filter((wait) => wait === 0)).toHaveLength(10);
    expect(all.at(-1)).toBeGreaterThan(1_800);
    expect(all.at(-1)).toBeLessThanOrEqual(2_000);
    expect([...all].sort((a, b) => a - b)).toEqual(all);
  });

  it('lifts both limits', async () => {
    const limits = new SendLimits(await connect(), config({ PAIR_SECONDS_PER_MESSAGE: 0 }));
    const person = randomUUID();
    expect(
      new Set(
        await waits(
          limits,
          Array.from({ length: 200 }, () => person),
        ),
      ),
    ).toEqual(new Set([0]));
  });

  it('limits alone while Redis is away, with its share of the number', async () => {
    const limits = new SendLimits(open('redis://127.0.0.1:1'), config({ NUMBER_RATE_PER_SECOND: 20, REPLICAS: 2 }));
    const person = randomUUID();
    const [, , , fourth] = await waits(limits, [person, person, person, person]);
    expect(fourth).toBeGreaterThan(5_000);
    const others = await waits(
      limits,
      Array.from({ length: 20 }, () => randomUUID()),
      'number',
    );
    expect(others.filter((wait) => wait === 0)).toHaveLength(10);
    expect(others.at(-1)).toBeGreaterThan(900);
  });

  it('keeps nothing personal in its keys', async () => {
    const store = await connect();
    const [person, phoneNumberId] = [randomUUID(), randomUUID()];
    await waits(new SendLimits(store, config({ NUMBER_RATE_PER_SECOND: 5 })), [person], phoneNumberId);
    const keys = await store.run((redis) => redis.keys(`notifier:*`));
    expect(keys).toEqual(expect.arrayContaining([`notifier:pair:${person}`, `notifier:number:${phoneNumberId}`]));
  });
});
