import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { uuidV7 } from '../outbox/uuid-v7.js';

/**
 * What is too late to be said freely is kept for an operator; the person gets a template, where one is configured, that
 * invites them to write: with their answer the window opens again.
 */
@Injectable()
export class Reengagement {
  private readonly template: { name: string; language: string } | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NOTIFIER_CONFIG) { REENGAGEMENT_TEMPLATE: configured }: NotifierConfig,
  ) {
    const [name, language] = configured?.split(':') ?? [];
    this.template = name && language ? { name, language } : undefined;
  }

  /** Stores the template behind messages that were too late, once a day for each person. True when one is new. */
  async invite(outboxIds: readonly string[]): Promise<boolean> {
    if (!this.template || outboxIds.length === 0) return false;
    const { name, language } = this.template;
    const body = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      type: 'template',
      template: { name, language: { code: language } },
    };
    const rows = await this.database.query(INVITE, [outboxIds, outboxIds.map(() => uuidV7()), JSON.stringify(body)]);
    return rows.length > 0;
  }
}

/** $1 the messages that were too late, $2 an id for each invitation, $3 their body without the address. */
const INVITE: Statement = {
  name: 'outbox-invite',
  text: `
    INSERT INTO outbox (id, idempotency_key, part, parts, conversation_id, seq, phone_number_id, kind, policy, payload, traceparent, author)
    SELECT invitation.id, 'invite:' || late.conversation_id || ':' || current_date, 1, 1, late.conversation_id, nextval('outbox_seq'),
           late.phone_number_id, 'template', 'at_most_once',
           (jsonb_strip_nulls(jsonb_build_object('to', late.payload::jsonb->'to', 'recipient', late.payload::jsonb->'recipient'))
             || $3::jsonb)::text, late.traceparent, late.author
      FROM unnest($1::uuid[], $2::uuid[]) AS invitation(late_id, id)
      JOIN outbox late ON late.id = invitation.late_id AND late.kind <> 'template' AND late.payload <> '{}'
    ON CONFLICT (idempotency_key, part) DO NOTHING RETURNING id`,
};
