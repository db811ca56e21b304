import { Inject, Injectable } from '@nestjs/common';
import { NotifierControlClient } from '../ownership/notifier-control.client.js';
import { saying } from '../ownership/ownership-text.js';
import type { ReplyContent, TurnRow } from '../turns/turn-row.js';
import { type Consent, ConsentRepository, type Refusal } from './consent.repository.js';

/** Whether a person wants to hear from the business: recorded here and where messages leave, and confirmed once. */
@Injectable()
export class ConsentService {
  constructor(
    @Inject(ConsentRepository) private readonly consents: ConsentRepository,
    @Inject(NotifierControlClient) private readonly notifier: NotifierControlClient,
  ) {}

  async stop(row: TurnRow, language: string): Promise<ReplyContent[]> {
    await this.decide(row.id, 'stop', 'contact', `consent:${row.turnId}`);
    return [saying('stopped', language)];
  }

  async start(row: TurnRow, language: string): Promise<ReplyContent[]> {
    await this.decide(row.id, 'start', 'contact', `consent:${row.turnId}`);
    return [saying('started', language)];
  }

  /** Why nobody answers, for somebody who has told WhatsApp and not us; said by one turn. */
  async notice(row: TurnRow, language: string): Promise<ReplyContent[]> {
    return (await this.consents.takeNotice(row.id, row.turnId)) ? [saying('stoppedElsewhere', language)] : [];
  }

  /** Repeating it with the same key changes nothing. @throws AppError when it could not be recorded everywhere */
  async decide(conversationId: string, consent: Consent, by: string, key: string): Promise<void> {
    const isOptedOut = await this.consents.record(conversationId, consent, by, key);
    await this.notifier.recordConsent(conversationId, isOptedOut);
  }

  /**
   * WhatsApp has refused a message because its person wants none: what the bot has not sent yet is taken back, then the
   * consent. The notifier names the refusal until the last step, so a crash in between repeats all of it.
   * @returns whether the person was not known to want nothing @throws AppError
   */
  async refused(refusal: Refusal): Promise<boolean> {
    const { conversationId, refusedAt } = refusal;
    const about = await this.consents.about(refusal);
    const isNews = about !== undefined && !about.isOptedOut && !about.isOver;
    if (isNews) {
      await this.notifier.cancel(about.id, about.turnId);
      await this.decide(about.id, 'stop', 'whatsapp', `refusal:${conversationId}:${refusedAt.toISOString()}`);
    }
    if (!isNews || about.id !== conversationId)
      await this.notifier.recordConsent(conversationId, isNews || (about?.isOptedOut ?? false));
    return isNews;
  }
}
