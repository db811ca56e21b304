import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { OptOut } from '#libs/contracts';
import { repeat } from '#libs/work';
import { NotifierControlClient } from '../ownership/notifier-control.client.js';
import { ConsentService } from './consent.service.js';

/** One rpc for all conversations, answered from an index that is nearly always empty. */
const PERIOD_MS = 2_000;

/** Hears from the notifier of whom WhatsApp refuses our messages because they want none (error 131050). */
@Injectable()
export class OptOutWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(OptOutWatch.name);
  private stop?: () => void;

  constructor(
    @Inject(NotifierControlClient) private readonly notifier: NotifierControlClient,
    @Inject(ConsentService) private readonly consents: ConsentService,
  ) {}

  onApplicationBootstrap(): void {
    const onError = (error: unknown) => this.logger.warn({ message: 'could not hear of opt-outs', err: error });
    this.stop = repeat(PERIOD_MS, () => this.hear(), { jitter: 0.2, onError });
  }

  onApplicationShutdown(): void {
    this.stop?.();
  }

  /** Replicas may do it at once: what one has recorded says nothing new to the next. One that fails comes again. */
  async hear(): Promise<void> {
    const optOuts = await this.notifier.listOptOuts();
    await Promise.all(optOuts.map((optOut) => this.record(optOut)));
  }

  private async record({ conversationId, refusedAt }: OptOut): Promise<void> {
    try {
      const isNews = await this.consents.refused({ conversationId, refusedAt: refusedAt ?? new Date() });
      if (isNews) this.logger.log({ message: 'WhatsApp says that a person wants no messages', conversationId });
    } catch (error) {
      this.logger.warn({ message: 'could not record an opt-out', conversationId, err: error });
    }
  }
}
