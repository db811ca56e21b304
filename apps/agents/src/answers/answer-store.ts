import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { LRUCache } from 'lru-cache';
import type { Counter } from 'prom-client';
import { RedisStore } from '#libs/redis';
import { EntrySigner } from '#libs/signing';
import { AGENTS_CONFIG, type AgentsConfig } from '../agents.config.js';
import { CACHE_HITS, CACHE_MISSES } from '../agents.metrics.js';
import { type KeptAnswer, toKeptAnswer } from './kept-answer.js';

const signatureLength = 64;

/**
 * Answers in this process, bounded by their bytes, and in Redis. There an entry counts only with the signature of this
 * deployment, and even its name is a digest by the secret: who can write to Redis can put no words into an agent's mouth,
 * and an installation with another secret simply finds nothing. Redis away, slow, or with something else in it is a miss.
 */
@Injectable()
export class AnswerStore {
  private readonly logger = new Logger(AnswerStore.name);
  private readonly signer: EntrySigner;
  private readonly recent: LRUCache<string, Known>;

  constructor(
    @Inject(AGENTS_CONFIG) config: Pick<AgentsConfig, 'ANSWER_CACHE_SECRET' | 'ANSWER_CACHE_BYTES'>,
    @InjectMetric(CACHE_HITS) private readonly hits: Counter<'cache_type'>,
    @InjectMetric(CACHE_MISSES) private readonly misses: Counter<'cache_type' | 'reason'>,
    @Optional() @Inject(RedisStore) private readonly redis?: RedisStore,
  ) {
    this.signer = new EntrySigner(config.ANSWER_CACHE_SECRET ?? '');
    this.recent = new LRUCache({ maxSize: config.ANSWER_CACHE_BYTES, sizeCalculation: ({ bytes }) => bytes });
  }

  /** What this process knows. A miss is counted by `load`, which follows. */
  get(key: string): KeptAnswer | undefined {
    const known = this.recent.get(key)?.answer;
    if (!known) return undefined;
    if (known.goodUntil > Date.now()) {
      this.hits.inc({ cache_type: 'answer_local' });
      return known;
    }
    this.recent.delete(key);
    return undefined;
  }

  /** What another process has shared. */
  async load(key: string): Promise<KeptAnswer | undefined> {
    const value = await this.redis?.run((redis) => redis.get(this.nameOf(key))).catch(() => null); // said once by the store itself
    const read = value ? this.read(key, value) : 'absent';
    if (typeof read !== 'object') {
      this.misses.inc({ cache_type: 'answer', reason: read });
      return undefined;
    }
    this.hits.inc({ cache_type: 'answer_redis' });
    this.remember(key, read, value!.length);
    return read;
  }

  /** Keeps an answer here and for the other processes, until it may no longer be true. */
  async keep(key: string, answer: KeptAnswer): Promise<void> {
    const json = JSON.stringify(answer);
    this.remember(key, answer, json.length);
    const value = this.signer.sign(key, answer) + json;
    const ttlMs = Math.max(1, Math.round(answer.goodUntil - Date.now()));
    await this.redis?.run((redis) => redis.set(this.nameOf(key), value, 'PX', ttlMs)).catch(() => undefined); // the next process asks the model itself
  }

  /** An equal question is being answered right now: as good as found. */
  noteShared(): void {
    this.hits.inc({ cache_type: 'answer_flight' });
  }

  private read(key: string, value: string): KeptAnswer | 'absent' | 'tampered' {
    const entry = parse(value.slice(signatureLength));
    if (entry === undefined || !this.signer.holds(key, entry, value.slice(0, signatureLength))) {
      this.logger.error({
        message: 'an entry of the cache of answers has a bad signature: somebody has changed it',
        key,
      });
      return 'tampered';
    }
    const answer = toKeptAnswer(entry);
    return answer && answer.goodUntil > Date.now() ? answer : 'absent';
  }

  private remember(key: string, answer: KeptAnswer, length: number): void {
    this.recent.set(key, { answer, bytes: 2 * length + key.length }); // a character takes two bytes at most
  }

  private nameOf = (key: string): string => `answer:${this.signer.sign(key, 'name')}`;
}

interface Known {
  answer: KeptAnswer;
  bytes: number;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
