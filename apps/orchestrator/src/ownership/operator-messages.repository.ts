import { Inject, Injectable } from '@nestjs/common';
import { Contact } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';

export interface OperatorMessage {
  conversationId: string;
  operator: string;
  text: string;
  idempotencyKey: string;
}

/** Where a message of an operator goes, and when it was first asked for. */
export interface Addressed {
  id: string;
  at: Date;
  contact: Contact;
  windowClosesAt: Date | undefined;
}

interface Row {
  ownedBy: string;
  operator: string | null;
  isOptedOut: boolean;
  phoneNumberId: string;
  bsuid: string;
  waId: string;
  windowClosesAt: Date | null;
  id: string | null;
  at: Date | null;
}

/** What operators wrote: part of the transcript before it is handed to the notifier. */
@Injectable()
export class OperatorMessagesRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Stores it where the conversation is theirs; the same key answers with what is stored.
   * @throws AppError NOT_FOUND, CONVERSATION_TAKEN or OPTED_OUT
   */
  async store({ conversationId, operator, text, idempotencyKey }: OperatorMessage): Promise<Addressed> {
    const values = [conversationId, operator, text, idempotencyKey];
    const [row] = await this.database.query<Row & Record<string, unknown>>(STORE, values);
    if (!row) throw new AppError('NOT_FOUND', { message: 'no such conversation' });
    const stored = row.id ? { id: row.id, at: row.at! } : await this.findStored(conversationId, idempotencyKey);
    if (!stored) throw this.refusal(row);
    return {
      ...stored,
      contact: Contact.create({ phoneNumberId: row.phoneNumberId, bsuid: row.bsuid, waId: row.waId }),
      windowClosesAt: row.windowClosesAt ?? undefined,
    };
  }

  private async findStored(conversationId: string, key: string): Promise<{ id: string; at: Date } | undefined> {
    const [row] = await this.database.query<{ id: string; at: Date }>(FIND, [conversationId, key]);
    return row;
  }

  private refusal({ ownedBy, operator, isOptedOut }: Row): AppError {
    if (isOptedOut && ownedBy === 'human')
      return new AppError('OPTED_OUT', { message: 'the person wants no messages' });
    return new AppError('CONVERSATION_TAKEN', {
      message: ownedBy === 'human' ? 'another operator has this conversation' : 'take the conversation over first',
      metadata: { operator: operator ?? '' },
    });
  }
}

/** A person who said STOP and wrote again since wants an answer to that. */
const STORE: Statement = {
  name: 'operator-messages-store',
  text: `
    WITH conversation AS MATERIALIZED (
      SELECT *, opted_out_at IS NOT NULL AND last_inbound_at <= opted_out_at AS is_opted_out
        FROM conversations WHERE id = $1 AND state <> 'merged' AND erased_at IS NULL FOR UPDATE),
    stored AS (
      INSERT INTO operator_messages (conversation_id, operator, body, idempotency_key)
      SELECT id, $2, $3, $4 FROM conversation WHERE owned_by = 'human' AND operator = $2 AND NOT coalesce(is_opted_out, false)
      ON CONFLICT (idempotency_key) DO NOTHING RETURNING id, at),
    shown AS (
      UPDATE conversations c SET last_message_at = now(), preview = left($3, 120), unread = 0
        FROM stored WHERE c.id = $1),
    told AS (SELECT pg_notify('conversations_changed', $1::text) FROM stored)
    SELECT c.owned_by AS "ownedBy", c.operator, coalesce(c.is_opted_out, false) AS "isOptedOut",
           c.phone_number_id AS "phoneNumberId", coalesce(c.bsuid, '') AS bsuid, coalesce(c.wa_id, '') AS "waId",
           c.last_inbound_at + interval '24 hours' AS "windowClosesAt", stored.id, stored.at
      FROM conversation c LEFT JOIN stored ON true LEFT JOIN told ON true`,
};

const FIND: Statement = {
  name: 'operator-messages-find',
  text: 'SELECT id, at FROM operator_messages WHERE conversation_id = $1 AND idempotency_key = $2',
};
