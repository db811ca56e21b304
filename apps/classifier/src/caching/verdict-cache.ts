import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { LRUCache } from 'lru-cache';
import type { Counter } from 'prom-client';
import { Source, Verdict } from '#libs/contracts';
import { RedisStore } from '#libs/redis';
import { CLASSIFIER_CONFIG, type ClassifierConfig } from '../classifier.config.js';
import { CACHE_HITS, CACHE_MISSES } from '../classifier.metrics.js';

const ttlMs = 60 * 60_000;
const redisKey = (key: string) => `verdict:${key}`;

/**
 * Verdicts of equal turns, in this process and in Redis, for an hour at most. Keys are digests and values hold no text.
 * Redis away, slow, or with something else in it is a miss.
 */
@Injectable()
export class VerdictCache {
  private readonly recent: LRUCache<string, Verdict>;

  constructor(
    @Inject(CLASSIFIER_CONFIG) config: ClassifierConfig,
    @Inject(RedisStore) private readonly redis: RedisStore,
    @InjectMetric(CACHE_HITS) private readonly hits: Counter<'cache_type'>,
    @InjectMetric(CACHE_MISSES) private readonly misses: Counter<'cache_type'>,
  ) {
    this.recent = new LRUCache({ max: config.VERDICTS_CACHED, ttl: ttlMs });
  }

  /** What this process knows. */
  get(key: string): Verdict | undefined {
    const found = this.recent.get(key);
    this.count('verdict_local', found);
    return found && { ...found, source: Source.SOURCE_CACHE };
  }

  /** What Redis knows, for all keys at once. */
  async load(keys: readonly string[]): Promise<(Verdict | undefined)[]> {
    if (keys.length === 0) return [];
    const values = await this.redis
      .run((redis) => redis.mgetBuffer(keys.map(redisKey)))
      .catch((): null[] => keys.map(() => null)); // said once by the store itself
    return keys.map((key, index) => {
      const found = read(values[index]);
      this.count('verdict_redis', found);
      if (found) this.recent.set(key, found);
      return found && { ...found, source: Source.SOURCE_CACHE };
    });
  }

  /** Keeps what was decided here, in this process only. */
  keep(key: string, verdict: Verdict): void {
    this.recent.set(key, verdict);
  }

  /** Shares with the other processes what cost a call of the model: one pipeline for all. */
  async share(verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
    if (verdicts.size === 0) return;
    await this.redis
      .run((redis) => {
        const pipeline = redis.pipeline();
        for (const [key, verdict] of verdicts) {
          pipeline.set(redisKey(key), Buffer.from(Verdict.encode(verdict).finish()), 'PX', ttlMs);
        }
        return pipeline.exec();
      })
      .catch(() => undefined); // the next process asks the model itself
  }

  /** An equal turn is being decided right now: as good as found. */
  noteShared(): void {
    this.hits.inc({ cache_type: 'verdict_flight' });
  }

  private count(cacheType: string, found: Verdict | undefined): void {
    (found ? this.hits : this.misses).inc({ cache_type: cacheType });
  }
}

function read(value: Buffer | null | undefined): Verdict | undefined {
  if (!value) return undefined;
  try {
    const verdict = Verdict.decode(value);
    return verdict.lane ? verdict : undefined;
  } catch {
    return undefined; // not ours, or of another version: decided anew and overwritten
  }
}
