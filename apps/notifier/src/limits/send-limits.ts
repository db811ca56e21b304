import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { RedisStore } from '#libs/redis';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { type SendRules, sendRules } from './bucket-rules.js';
import { LocalBuckets } from './local-buckets.js';
import { takePlaces } from './take-places.js';

/** Who sends to whom: neither holds anything personal. */
export interface Pair {
  phoneNumberId: string;
  conversationId: string;
}

/** Meta's limits for a pair and for a number, kept by all replicas together in Redis, and by each alone without it. */
@Injectable()
export class SendLimits {
  private readonly rules: SendRules;
  private readonly replicas: number;
  private readonly local = new LocalBuckets();
  /** The messages of one claim begin in the same tick: they share one call. */
  private readonly places = new Batcher<Pair, number>((pairs) => this.take(pairs), { gapMs: 0, maxInFlight: 8 });

  constructor(
    @Inject(RedisStore) private readonly redis: RedisStore,
    @Inject(NOTIFIER_CONFIG) config: NotifierConfig,
  ) {
    this.rules = sendRules(config);
    this.replicas = config.REPLICAS;
  }

  /** Takes the next place for one message and tells how many milliseconds it is until then. */
  async wait(pair: Pair): Promise<number> {
    const { pair: perPair, number } = this.rules;
    return perPair.intervalMs === 0 && number.intervalMs === 0 ? 0 : this.places.load(pair);
  }

  private async take(pairs: readonly Pair[]): Promise<number[]> {
    const { pair, number } = this.rules;
    const keys = pairs.flatMap(({ conversationId, phoneNumberId }) => [
      `notifier:pair:${conversationId}`,
      `notifier:number:${phoneNumberId}`,
    ]);
    const limits = [pair.intervalMs, pair.burst, number.intervalMs, number.burst];
    try {
      return (await this.redis.script(takePlaces, keys, limits)) as number[];
    } catch {
      return pairs.map((each) => this.takeAlone(each)); // Redis is away and has said so in the log
    }
  }

  private takeAlone({ conversationId, phoneNumberId }: Pair): number {
    const { pair, number } = this.rules;
    const share = { intervalMs: number.intervalMs * this.replicas, burst: Math.max(1, number.burst / this.replicas) };
    return Math.max(this.local.take(`pair:${conversationId}`, pair), this.local.take(`number:${phoneNumberId}`, share));
  }
}
