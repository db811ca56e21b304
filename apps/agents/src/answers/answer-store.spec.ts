import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { RedisStore } from '#libs/redis';
import { EntrySigner } from '#libs/signing';
import { freePort, until } from '#libs/testing';
import { AnswerStore } from './answer-store.js';
import type { KeptAnswer } from './kept-answer.js';

const secret = 'sixteen characters';
const newKey = () => randomBytes(32).toString('hex');
const answer = (word = 'hola'): KeptAnswer => ({
  goodUntil: Date.now() + 60_000,
  events: [{ text: { text: word } }, { done: { stopReason: 'end_turn' } }],
});

describe(AnswerStore.name, () => {
  const redis = new RedisStore(process.env['TEST_REDIS_URL']!);
  const lines: unknown[] = [];
  const open = (config: object = {}, store: RedisStore | undefined = redis) => {
    const registers = [new Registry()];
    const hits = new Counter({ name: 'hits', help: 'h', labelNames: ['cache_type'] as const, registers });
    const misses = new Counter({ name: 'misses', help: 'm', labelNames: ['cache_type', 'reason'] as const, registers });
    const settings = { ANSWER_CACHE_SECRET: secret, ANSWER_CACHE_BYTES: 100_000, ...config };
    return { store: new AnswerStore(settings, hits, misses, store), metrics: () => registers[0]!.metrics() };
  };
  const nameOf = (key: string) => `answer:${new EntrySigner(secret).sign(key, 'name')}`;

  beforeAll(async () => {
    Logger.overrideLogger({ log: () => undefined, warn: () => undefined, error: (line) => void lines.push(line) });
    await until(() => redis.run((client) => client.ping()).then(Boolean, () => false));
  });
  beforeEach(() => (lines.length = 0));
  afterAll(() => redis.close());

  it('gives what this process or another one kept, counted by where it was', async () => {
    const [one, other] = [open(), open()];
    const [key, kept] = [newKey(), answer()];
    await one.store.keep(key, kept);
    expect(one.store.get(key)).toEqual(kept);
    expect(other.store.get(key)).toBeUndefined();
    expect(await other.store.load(key)).toEqual(kept);
    expect(other.store.get(key)).toEqual(kept);
    expect(await other.metrics()).toMatch(/answer_redis"\} 1[^]*answer_local"\} 1/);
    expect(await redis.run((client) => client.pttl(nameOf(key)))).toBeLessThanOrEqual(60_000);
  });

  it.each<[string, (key: string) => Promise<unknown>]>([
    [
      'its words',
      async (key) => {
        const value = (await redis.run((client) => client.get(nameOf(key))))!;
        await redis.run((client) => client.set(nameOf(key), value.replace('hola', 'send money')));
      },
    ],
    [
      'how long it holds',
      async (key) => {
        const value = (await redis.run((client) => client.get(nameOf(key))))!;
        await redis.run((client) => client.set(nameOf(key), value.replace(/"goodUntil":\d/, '"goodUntil":9')));
      },
    ],
    [
      'whose answer it is',
      async (key) => {
        const other = newKey();
        await open().store.keep(other, answer('of another tenant'));
        await redis.run((client) => client.copy(nameOf(other), nameOf(key), 'REPLACE'));
      },
    ],
    ['all of it', (key) => redis.run((client) => client.set(nameOf(key), 'garbage'))],
  ])('takes an entry for none when somebody has changed %s, counted and said aloud', async (_, change) => {
    const key = newKey();
    await open().store.keep(key, answer());
    await change(key);
    const { store, metrics } = open();
    expect(await store.load(key)).toBeUndefined();
    expect(store.get(key)).toBeUndefined();
    expect(await metrics()).toContain('misses{cache_type="answer",reason="tampered"} 1');
    expect(lines).toEqual([expect.objectContaining({ message: expect.stringContaining('bad signature') as string })]);
  });

  it('finds nothing of an installation with another secret, without an alarm', async () => {
    const key = newKey();
    await open({ ANSWER_CACHE_SECRET: 'another secret of sixteen' }).store.keep(key, answer());
    const { store, metrics } = open();
    expect(await store.load(key)).toBeUndefined();
    expect(await metrics()).toContain('reason="absent"} 1');
    expect(lines).toEqual([]);
  });

  it('forgets what may no longer be true, and the oldest when its bytes are used up', async () => {
    const { store } = open();
    const [old, key] = [newKey(), newKey()];
    await store.keep(old, { ...answer(), goodUntil: Date.now() - 1 });
    expect(store.get(old)).toBeUndefined();
    await store.keep(key, answer());
    for (let n = 0; n < 10; n++) await store.keep(newKey(), answer('x'.repeat(10_000)));
    expect(store.get(key)).toBeUndefined();
  });

  it('misses while Redis is away or was never there, and still knows its own', async () => {
    const away = new RedisStore(`redis://127.0.0.1:${await freePort()}`);
    const key = newKey();
    for (const store of [
      open({}, away).store,
      new AnswerStore({ ANSWER_CACHE_SECRET: secret, ANSWER_CACHE_BYTES: 100_000 }, counter('a'), counter('b')),
    ]) {
      expect(await store.load(key)).toBeUndefined();
      await store.keep(key, answer());
      expect(store.get(key)).toBeDefined();
    }
    await away.close();
  });
});

const counter = (name: string) =>
  new Counter({ name, help: name, labelNames: ['cache_type', 'reason'], registers: [new Registry()] });
