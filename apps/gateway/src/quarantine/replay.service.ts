import { Inject, Injectable } from '@nestjs/common';
import { toAppError } from '#libs/errors';
import { continueTrace } from '#libs/observability';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { IntakeService } from '../intake/intake.service.js';
import { parseWebhook } from '../parsing/parse-webhook.js';
import { quarantineId, QuarantineRepository } from './quarantine.repository.js';
import type { QuarantinedItemEntity } from './quarantined-item.entity.js';

export interface ReplayResult {
  id: string;
  /** Why it was refused again; empty when accepted. */
  reason: string;
}

/** Tries items again, as if they had just arrived when they first came: their age is what it was then. */
@Injectable()
export class ReplayService {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(QuarantineRepository) private readonly quarantine: QuarantineRepository,
    @Inject(IntakeService) private readonly intake: IntakeService,
  ) {}

  /** One result per id, in order; an item that fails leaves the others alone. */
  async replay(ids: string[]): Promise<ReplayResult[]> {
    const found = new Map((await this.quarantine.find(ids)).map((item) => [item.id, item]));
    return Promise.all(
      ids.map(async (id) => {
        const item = found.get(id);
        if (!item) return { id, reason: 'NOT_FOUND' };
        if (item.replayedAt) return { id, reason: '' };
        const reason = await this.replayOne(item).catch((error: unknown) => toAppError(error).reason);
        return { id, reason };
      }),
    );
  }

  /** What an item still holds that nobody takes is the same item again; other parts of it become items of their own. */
  private async replayOne({ id, raw, receivedAt }: QuarantinedItemEntity): Promise<string> {
    const arrival = {
      receivedAtMs: receivedAt.getTime(),
      traceparent: continueTrace(),
      ownNumbers: new Set(this.config.WHATSAPP_PHONE_NUMBER_ID),
    };
    const aside = await this.intake.store(parseWebhook(raw, arrival), { isReplay: true });
    const again = aside.find((part) => quarantineId(part) === id);
    if (again) await this.quarantine.markRefused(id, again);
    else await this.quarantine.markReplayed(id);
    return again?.reason ?? '';
  }
}
