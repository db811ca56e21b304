import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { Disposition, type InboundMessage } from '#libs/contracts';
import { findSuspicions } from '#libs/screening';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { SUSPICIONS } from '../gateway.metrics.js';
import { LimiterService } from '../limits/limiter.service.js';
import { reactionOf } from '../sanitation/injection-policy.js';
import { textsOf } from './texts-of.js';

/** What a person sends to be answered. Reactions, edits, deletions and events cost nothing. */
const answered = new Set(['text', 'media', 'location', 'contactCards', 'reply', 'flowReply', 'order', 'unsupported']);

/** Decides about each message before it is handed over: suspicious, blocked, over the limit, with or without a notice. */
@Injectable()
export class ScreeningService {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(LimiterService) private readonly limiter: LimiterService,
    @InjectMetric(SUSPICIONS) private readonly suspicions: Counter<'reason'>,
  ) {}

  /** Writes its decisions into the messages. @param isReplay an operator asked for them: they use nobody's limit */
  async screen(messages: InboundMessage[], { isReplay = false } = {}): Promise<void> {
    await Promise.all(messages.map((message) => this.screenOne(message, isReplay)));
  }

  private async screenOne(message: InboundMessage, isReplay: boolean): Promise<void> {
    message.suspicions = [...new Set(textsOf(message).flatMap(findSuspicions))];
    for (const reason of message.suspicions) this.suspicions.inc({ reason });
    if (message.disposition === Disposition.DISPOSITION_STANDBY) return; // whatever it says, it is not answered
    if (this.isBlocked(message)) {
      message.disposition = Disposition.DISPOSITION_BLOCKED;
      message.notice = (await this.limiter.rule(message, 'blocked')) === 'told';
      return;
    }
    if (isReplay || !answered.has(message.content?.$case ?? '')) return;
    const ruling = await this.limiter.rule(message, 'count');
    if (ruling === 'allowed') return;
    message.disposition = Disposition.DISPOSITION_LIMITED;
    message.notice = ruling === 'told';
  }

  private isBlocked({ suspicions, contact }: InboundMessage): boolean {
    return suspicions.length > 0 && reactionOf(this.config.INJECTION_POLICY, contact?.phoneNumberId ?? '') === 'block';
  }
}
