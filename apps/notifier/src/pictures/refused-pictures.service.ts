import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { type NewMessage, OutboxRepository } from '../outbox/outbox.repository.js';
import { toWords } from './to-words.js';

interface Refused extends Omit<NewMessage, 'idempotencyKey' | 'payloads'> {
  id: string;
  payload: string;
}

/** Pictures that WhatsApp has taken and could not fetch: what stood under them is said all the same, once. */
@Injectable()
export class RefusedPictures {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OutboxRepository) private readonly outbox: OutboxRepository,
  ) {}

  /** Stores the words behind pictures that have failed; what else these ids name is left alone. */
  async sayInWords(outboxIds: readonly string[]): Promise<void> {
    if (outboxIds.length === 0) return;
    const pictures = await this.database.query<Refused & Record<string, unknown>>(FAILED_PICTURES, [outboxIds]);
    const messages = pictures.flatMap(({ id, payload, ...message }): NewMessage[] => {
      const json = toWords(payload);
      return json ? [{ ...message, idempotencyKey: `words:${id}`, payloads: [{ kind: 'text', json }] }] : [];
    });
    await this.outbox.store(messages);
  }
}

const FAILED_PICTURES: Statement = {
  name: 'outbox-failed-pictures',
  text: `
    SELECT id, payload, conversation_id AS "conversationId", phone_number_id AS "phoneNumberId", policy, author,
           coalesce(traceparent, '') AS traceparent, window_closes_at AS "windowClosesAt"
      FROM outbox WHERE id = ANY($1::uuid[]) AND kind = 'image' AND state = 'failed'`,
};
