import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';

export type Consent = 'stop' | 'start';

/** What WhatsApp said to a message of ours. */
export interface Refusal {
  conversationId: string;
  refusedAt: Date;
}

/** Whom a refusal is about. */
export interface Refused {
  id: string;
  /** Under way, empty for none. */
  turnId: string;
  isOptedOut: boolean;
  /** The person has asked for messages since. */
  isOver: boolean;
}

/** What people decided, once for each message that said so. */
@Injectable()
export class ConsentRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Whether the person is opted out after it.
   * @param by "contact", or "whatsapp" for what was decided in its settings
   */
  async record(conversationId: string, consent: Consent, by: string, key: string): Promise<boolean> {
    const type = consent === 'stop' ? 'opted_out' : 'opted_in';
    await this.database.query(RECORD, [conversationId, type, by, key]);
    const [row] = await this.database.query<{ optedOut: boolean }>(READ, [conversationId]);
    return row?.optedOut ?? false;
  }

  /** The conversation that a refusal is about, wherever it was merged to; undefined for none that is kept. */
  async about({ conversationId, refusedAt }: Refusal): Promise<Refused | undefined> {
    const [row] = await this.database.query<Refused & Record<string, unknown>>(ABOUT, [conversationId, refusedAt]);
    return row;
  }

  /** Whether the turn is the one that says why nobody answers; the same turn may ask again. */
  async takeNotice(conversationId: string, turnId: string): Promise<boolean> {
    const rows = await this.database.query(TAKE_NOTICE, [conversationId, turnId]);
    return rows.length > 0;
  }
}

/** Who decides elsewhere is owed a notice; who writes STOP or START here is answered by that turn. */
const RECORD: Statement = {
  name: 'consent-record',
  text: `
    WITH decided AS (
      INSERT INTO conversation_events (conversation_id, type, by, idempotency_key)
      SELECT id, $2, $3, $4 FROM conversations WHERE id = $1 AND erased_at IS NULL
      ON CONFLICT (idempotency_key) DO NOTHING RETURNING conversation_id),
    changed AS (
      UPDATE conversations c
         SET opted_out_at = CASE $2 WHEN 'opted_out' THEN coalesce(c.opted_out_at, now()) END,
             opt_out_notice = CASE WHEN $2 = 'opted_out' AND $3 = 'whatsapp' THEN
                                CASE WHEN c.opted_out_at IS NULL THEN 'due' ELSE c.opt_out_notice END END
        FROM decided WHERE c.id = decided.conversation_id RETURNING c.id)
    SELECT pg_notify('conversations_changed', id::text) FROM changed`,
};

const READ: Statement = {
  name: 'consent-read',
  text: 'SELECT opted_out_at IS NOT NULL AS "optedOut" FROM conversations WHERE id = $1',
};

const ABOUT: Statement = {
  name: 'consent-about-refusal',
  text: `
    SELECT c.id, coalesce(c.turn_id::text, '') AS "turnId", c.opted_out_at IS NOT NULL AS "isOptedOut",
           EXISTS (SELECT FROM conversation_events e
                    WHERE e.conversation_id = c.id AND e.type = 'opted_in' AND e.at > $2) AS "isOver"
      FROM conversations said JOIN conversations c ON c.id = coalesce(said.merged_into, said.id)
     WHERE said.id = $1 AND c.erased_at IS NULL`,
};

const TAKE_NOTICE: Statement = {
  name: 'consent-take-notice',
  text: `
    UPDATE conversations SET opt_out_notice = $2
     WHERE id = $1 AND opted_out_at IS NOT NULL AND opt_out_notice IN ('due', $2) RETURNING id`,
};
