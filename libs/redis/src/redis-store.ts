import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { AppError } from '#libs/errors';
import { bounds, type Breaker, createBreaker, once } from '#libs/resilience';

export interface LuaScript {
  lua: string;
  sha: string;
}

export const luaScript = (lua: string): LuaScript => ({ lua, sha: createHash('sha1').update(lua).digest('hex') });

/** Commands of one process that wait for their answer: more of them are a Redis that does not keep up. */
const MOST_COMMANDS = 10_000;

/**
 * Redis for what can be rebuilt. Every command has a limit of 250 ms and a breaker, so that a dead, frozen or full Redis
 * costs callers nothing but their cache: they catch and fall back.
 */
export class RedisStore {
  private readonly logger = new Logger(RedisStore.name);
  private readonly client: Redis;
  private readonly listeners = new Set<Redis>();
  private readonly breaker: Breaker = createBreaker('service.redis.command', { upstream: 'redis', isTimed: true });

  private underWay = 0;

  constructor(url: string) {
    const read = () => ({ underWay: this.underWay, waiting: 0 });
    bounds.show(this, { name: 'redis', atOnce: MOST_COMMANDS, mayWait: 0, read });
    this.client = new Redis(url, {
      enableAutoPipelining: true,
      enableOfflineQueue: false, // fail now rather than answer late
      maxRetriesPerRequest: 0,
      connectTimeout: 2_000,
      socketTimeout: 2_000, // a connection to a host that is gone says nothing for a quarter of an hour
      disconnectTimeout: 200, // its timer outlives a connection that was never there
      retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
    });
    let wasDown = false;
    this.client.on('error', (error: Error) => {
      if (!wasDown) this.logger.warn({ message: 'redis is away, falling back', error: error.message });
      wasDown = true;
    });
    this.client.on('ready', () => {
      if (wasDown) this.logger.log({ message: 'redis is back' });
      wasDown = false;
    });
  }

  /** @throws AppError PEER_UNAVAILABLE when Redis is away, slow or refuses */
  async run<T>(command: (redis: Redis) => Promise<T>): Promise<T> {
    if (this.client.status !== 'ready' || this.underWay >= MOST_COMMANDS) throw new AppError('PEER_UNAVAILABLE');
    this.underWay += 1;
    try {
      return await this.breaker.execute(() => command(this.client));
    } catch (cause) {
      throw new AppError('PEER_UNAVAILABLE', { cause });
    } finally {
      this.underWay -= 1;
    }
  }

  /** Runs a Lua script by its digest, sending its text only where Redis does not know it yet. */
  script(script: LuaScript, keys: string[], args: (string | number)[]): Promise<unknown> {
    return this.run(async (redis) => {
      try {
        return await redis.evalsha(script.sha, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
        return redis.eval(script.lua, keys.length, ...keys, ...args);
      }
    });
  }

  /**
   * Hears what is published on a channel, on a connection of its own, until the result is called. It comes back by itself;
   * what is said while it is away is missed.
   */
  subscribe(channel: string, handler: (message: string) => void): () => void {
    const listener = this.client.duplicate({
      enableOfflineQueue: true, // the first subscription waits for the connection
      maxRetriesPerRequest: null,
      socketTimeout: undefined, // silence is no fault here
    });
    this.listeners.add(listener);
    listener.on('error', () => undefined); // the other connection says so
    listener.on('message', (_channel: string, message: string) => handler(message));
    listener.subscribe(channel).catch(() => undefined); // closed before it was there
    return () => {
      this.listeners.delete(listener);
      listener.disconnect();
    };
  }

  readonly close = once(async () => {
    this.listeners.forEach((listener) => listener.disconnect());
    this.client.disconnect();
  });
}
