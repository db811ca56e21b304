import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { Batcher } from '#libs/batching';
import type { InboundMessage } from '#libs/contracts';
import { RedisStore } from '#libs/redis';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { LIMITED } from '../gateway.metrics.js';
import { type Attempt, type Ruling } from './attempt.js';
import { MemoryWindows } from './memory-windows.js';
import { Pseudonyms } from './pseudonyms.js';
import { RedisWindows } from './redis-windows.js';

/** Says which messages are over their person's limit and which of them brings the notice. Messages of one moment share one call. */
@Injectable()
export class LimiterService {
  private readonly batcher = new Batcher<Attempt, Ruling>((attempts) => this.ruleAll(attempts), { maxSize: 500 });
  private readonly shared: RedisWindows;
  private readonly own: MemoryWindows;
  private readonly pseudonyms: Pseudonyms;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(RedisStore) redis: RedisStore,
    @InjectMetric(LIMITED) private readonly limited: Counter<'store'>,
  ) {
    this.shared = new RedisWindows(redis, config.RATE_LIMIT_PER_MINUTE);
    this.own = new MemoryWindows(config.RATE_LIMIT_PER_MINUTE);
    this.pseudonyms = new Pseudonyms(config.WHATSAPP_APP_SECRET[0]!);
  }

  /** Never fails: without Redis this process counts alone. */
  async rule(message: InboundMessage, mode: Attempt['mode']): Promise<Ruling> {
    if (mode === 'count' && this.config.RATE_LIMIT_PER_MINUTE === 0) return 'allowed';
    return this.batcher.load({
      person: this.pseudonyms.personOf(message),
      message: this.pseudonyms.messageOf(message),
      mode,
    });
  }

  private async ruleAll(attempts: readonly Attempt[]): Promise<Ruling[]> {
    try {
      return this.count('redis', await this.shared.rule(attempts));
    } catch {
      return this.count('memory', await this.own.rule(attempts)); // the store counts and logs its own absence
    }
  }

  private count(store: string, rulings: Ruling[]): Ruling[] {
    const refused = rulings.filter((ruling) => ruling !== 'allowed').length;
    if (refused > 0) this.limited.inc({ store }, refused);
    return rulings;
  }
}
