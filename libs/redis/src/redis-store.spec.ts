import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { AppError } from '#libs/errors';
import { freePort, until } from '#libs/testing';
import { findRedis } from '../../../scripts/launcher/stores/find-redis.ts';
import { type Redis, startRedis } from '../../../scripts/launcher/stores/start-redis.ts';
import { luaScript, RedisStore } from './redis-store.js';

const DEADLINE_MS = 250;

describe(RedisStore.name, () => {
  let dir: string;
  let port: number;
  let server: Redis;
  let store: RedisStore;
  const warn = jest.spyOn(Logger.prototype, 'warn');

  /** A server of this spec's own, which it may break. */
  const startServer = async () =>
    (server = await startRedis({ server: await findRedis(join(tmpdir(), 'parley-redis')), dir, port }));
  const isUp = () =>
    store
      .run((redis) => redis.ping())
      .then(
        () => true,
        () => false,
      );
  const open = async (url = server.url) => {
    store = new RedisStore(url);
    await until(isUp);
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    dir = await mkdtemp(join(tmpdir(), 'parley-redis-spec-'));
    port = await freePort();
    await startServer();
  });
  beforeEach(async () => {
    await open();
    warn.mockClear();
  });
  afterEach(() => store.close());
  afterAll(async () => {
    server.process.kill('SIGCONT');
    await server.stop();
    await rm(dir, { recursive: true });
  });

  /** How a command fails, and after how long. */
  const fail = async () => {
    const startedAt = performance.now();
    const error = await store
      .run((redis) => redis.ping())
      .then(
        () => Promise.reject(new Error('it answered')),
        (thrown: AppError) => thrown,
      );
    expect(error).toBeInstanceOf(AppError);
    expect(error.reason).toBe('PEER_UNAVAILABLE');
    return { error, ms: performance.now() - startedAt };
  };

  it('gives what a command gives', async () => {
    await store.run((redis) => redis.set('answer', '42'));
    expect(await store.run((redis) => redis.get('answer'))).toBe('42');
  });

  it('fails with the reason of a peer when Redis refuses, and keeps its words as the cause', async () => {
    await store.run((redis) => redis.set('text', 'abc'));
    const failure = store.run((redis) => redis.incr('text'));
    await expect(failure).rejects.toMatchObject({
      reason: 'PEER_UNAVAILABLE',
      cause: { message: expect.stringContaining('not an integer') as string },
    });
  });

  it('fails when Redis is full, and still reads', async () => {
    await store.run((redis) => redis.set('before', '1'));
    await store.run((redis) => redis.config('SET', 'maxmemory', '1'));
    await expect(store.run((redis) => redis.set('after', '1'))).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
    expect(await store.run((redis) => redis.get('before'))).toBe('1');
    await store.run((redis) => redis.config('SET', 'maxmemory', '0'));
  });

  describe('script', () => {
    const double = luaScript(`return {KEYS[1], tonumber(ARGV[1]) * 2}`);
    const callsOf = async (command: string): Promise<number> => {
      const stats = await store.run((redis) => redis.info('commandstats'));
      return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
    };

    it('sends the text where Redis does not know it, and only its digest from then on', async () => {
      await store.run((redis) => redis.script('FLUSH'));
      await store.run((redis) => redis.config('RESETSTAT'));
      for (const number of [1, 2, 3]) expect(await store.script(double, ['k'], [number])).toEqual(['k', number * 2]);
      expect(await callsOf('eval')).toBe(1);
      await store.run((redis) => redis.script('FLUSH')); // as after a restart
      expect(await store.script(double, ['k'], [4])).toEqual(['k', 8]);
      expect(await callsOf('eval')).toBe(2);
    });

    it('does not send it again when it fails for another reason', async () => {
      await store.run((redis) => redis.config('RESETSTAT'));
      await expect(store.script(luaScript('return nonsense()'), [], [])).rejects.toMatchObject({
        reason: 'PEER_UNAVAILABLE',
      });
      expect(await callsOf('eval')).toBe(1);
      await expect(store.script(double, ['k'], ['x'])).rejects.toThrow(AppError);
      expect(await callsOf('eval')).toBe(1);
    });
  });

  describe('a frozen Redis', () => {
    it('costs the first callers the limit, the next ones nothing, and is used again when it wakes', async () => {
      server.process.kill('SIGSTOP');
      const first = await Promise.all(Array.from({ length: 5 }, fail));
      for (const { error, ms } of first) {
        expect(ms).toBeGreaterThanOrEqual(DEADLINE_MS - 1);
        expect(error.cause).toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
      }
      const command = jest.fn(() => Promise.resolve('never asked'));
      const startedAt = performance.now();
      for (let count = 0; count < 100; count += 1) await expect(store.run(command)).rejects.toThrow(AppError);
      expect(performance.now() - startedAt).toBeLessThan(DEADLINE_MS * 100);
      expect(command).not.toHaveBeenCalled();
      server.process.kill('SIGCONT');
      await until(isUp);
    });
  });

  describe('a Redis that is away', () => {
    it('costs nothing, is told of once, and is used again when it is back', async () => {
      const log = jest.spyOn(Logger.prototype, 'log');
      server.process.kill('SIGKILL');
      await server.process.exited;
      await until(async () => (await fail()).error.cause === undefined); // it knows, and asks no more
      const command = jest.fn(() => Promise.resolve('never asked'));
      await expect(store.run(command)).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
      expect(command).not.toHaveBeenCalled();
      await until(() => warn.mock.calls.length > 0);
      await startServer();
      await until(isUp);
      expect(warn).toHaveBeenCalledTimes(1);
      expect(log).toHaveBeenCalledWith({ message: 'redis is back' });
      log.mockRestore();
    });

    it('may have been away from the beginning', async () => {
      await store.close();
      store = new RedisStore(`redis://127.0.0.1:${await freePort()}`);
      await fail();
      await until(() => warn.mock.calls.length > 0);
      await fail();
    });
  });

  it('leaves a connection that says nothing any more for a new one', async () => {
    const sockets: Socket[] = [];
    let isLost = false;
    const proxy = createServer((downstream) => {
      const upstream = connect(port, '127.0.0.1');
      sockets.push(
        downstream.on('error', () => undefined),
        upstream.on('error', () => undefined),
      );
      upstream.on('data', (answer) => void (isLost && sockets.indexOf(downstream) < 2 ? 0 : downstream.write(answer)));
      downstream.pipe(upstream);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    await store.close();
    await open(`redis://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    isLost = true;
    await fail();
    await until(isUp);
    expect(sockets.length).toBeGreaterThan(2);
    await store.close();
    proxy.close();
    sockets.forEach((socket) => socket.destroy());
  });

  it('closes once from many places, and fails afterwards', async () => {
    await Promise.all(Array.from({ length: 5 }, () => store.close()));
    await fail();
    await store.close();
    const clients = new RedisStore(server.url);
    await clients.close(); // while it connects
    await clients.close();
  });
});
