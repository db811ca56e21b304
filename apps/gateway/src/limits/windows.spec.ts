import { randomUUID } from 'node:crypto';
import { RedisStore } from '#libs/redis';
import { until } from '#libs/testing';
import type { Attempt, Windows } from './attempt.js';
import { MemoryWindows } from './memory-windows.js';
import { RedisWindows } from './redis-windows.js';

const redis = new RedisStore(process.env['TEST_REDIS_URL']!);
const pingable = () => redis.run((client) => client.ping()).then(() => true, () => false); // prettier-ignore

beforeAll(() => until(pingable));
afterAll(() => redis.close());

describe.each<[string, (limit: number) => Windows]>([
  ['windows in redis', (limit) => new RedisWindows(redis, limit)],
  ['windows in memory', (limit) => new MemoryWindows(limit)],
])('%s', (_, open) => {
  const attempt = (person: string, message: string, mode: Attempt['mode'] = 'count'): Attempt => ({
    person,
    message,
    mode,
  });
  const numbered = (person: string, count: number) =>
    Array.from({ length: count }, (_item, index) => attempt(person, `m${index}`));

  it('allow as many messages as the limit, tell once, and refuse the rest', async () => {
    const person = randomUUID();
    expect(await open(3).rule(numbered(person, 6))).toEqual([
      'allowed',
      'allowed',
      'allowed',
      'told',
      'refused',
      'refused',
    ]);
  });

  it('keep people apart', async () => {
    const [ana, bob] = [randomUUID(), randomUUID()];
    const windows = open(1);
    expect(await windows.rule([attempt(ana, '1'), attempt(bob, '1'), attempt(ana, '2'), attempt(bob, '2')])).toEqual([
      'allowed',
      'allowed',
      'told',
      'told',
    ]);
  });

  it('answer the same for a message that comes again, and count it once', async () => {
    const person = randomUUID();
    const windows = open(2);
    const [first, second, third] = numbered(person, 3) as [Attempt, Attempt, Attempt];
    expect(await windows.rule([first, first, first])).toEqual(['allowed', 'allowed', 'allowed']);
    expect(await windows.rule([second, third])).toEqual(['allowed', 'told']);
    expect(await windows.rule([third, second, first])).toEqual(['told', 'allowed', 'allowed']);
  });

  it('tell about a blocked message once, apart from the limit', async () => {
    const person = randomUUID();
    const windows = open(1);
    expect(await windows.rule([attempt(person, '1', 'blocked'), attempt(person, '2', 'blocked')])).toEqual([
      'told',
      'refused',
    ]);
    expect(await windows.rule([attempt(person, '3'), attempt(person, '4')])).toEqual(['allowed', 'told']);
    expect(await windows.rule([attempt(person, '1', 'blocked')])).toEqual(['told']);
  });

  it('rule over a batch of nobody', async () => {
    expect(await open(1).rule([])).toEqual([]);
  });
});

describe(RedisWindows.name, () => {
  it('lets a window end a minute after its first message, whatever comes meanwhile', async () => {
    const person = randomUUID();
    const windows = new RedisWindows(redis, 1);
    const ttl = () => redis.run((client) => client.pttl(`gateway:window:${person}`));
    await windows.rule([{ person, message: '1', mode: 'count' }]);
    const first = await ttl();
    await windows.rule([{ person, message: '2', mode: 'count' }]);
    expect(first).toBeGreaterThan(50_000);
    expect(await ttl()).toBeLessThanOrEqual(first);
  });

  it('stays small in a flood', async () => {
    const person = randomUUID();
    const flood = Array.from({ length: 500 }, (_, index): Attempt => ({
      person,
      message: `${index}`,
      mode: 'count',
    }));
    await new RedisWindows(redis, 3).rule(flood);
    expect(await redis.run((client) => client.hlen(`gateway:window:${person}`))).toBeLessThanOrEqual(3 + 3);
  });
});

describe(MemoryWindows.name, () => {
  let nowMs = 0;
  const one = (windows: MemoryWindows, person: string, message: string) =>
    windows.rule([{ person, message, mode: 'count' }]);

  it('opens a new window after a minute', async () => {
    const windows = new MemoryWindows(1, () => nowMs);
    expect(await one(windows, 'ana', '1')).toEqual(['allowed']);
    nowMs += 59_999;
    expect(await one(windows, 'ana', '2')).toEqual(['told']);
    nowMs += 1;
    expect(await one(windows, 'ana', '3')).toEqual(['allowed']);
  });

  it('forgets the person unseen for longest, not the busy one', async () => {
    const windows = new MemoryWindows(1, () => nowMs);
    await one(windows, 'busy', '1');
    for (let index = 0; index < 20_100; index += 1) {
      await one(windows, `person ${index}`, '1');
      if (index % 10_000 === 0) await one(windows, 'busy', '1');
    }
    expect(await one(windows, 'busy', '2')).toEqual(['told']);
    expect(await one(windows, 'person 0', '2')).toEqual(['allowed']);
  });
});
