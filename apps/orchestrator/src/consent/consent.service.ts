import { Inject, Injectable } from '@nestjs/common';
import { NotifierControlClient } from '../ownership/notifier-control.client.js';
import { saying } from '../ownership/ownership-text.js';
import type { ReplyContent, TurnRow } from '../turns/turn-row.js';
import { type Consent, ConsentRepository } from './consent.repository.js';

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

  /** Repeating it with the same key changes nothing. @throws AppError when it could not be recorded everywhere */
  async decide(conversationId: string, consent: Consent, by: string, key: string): Promise<void> {
    const isOptedOut = await this.consents.record(conversationId, consent, by, key);
    await this.notifier.recordConsent(conversationId, isOptedOut);
  }
}
