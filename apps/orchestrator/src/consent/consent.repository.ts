import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';

export type Consent = 'stop' | 'start';

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
}

const RECORD: Statement = {
  name: 'consent-record',
  text: `
    WITH decided AS (
      INSERT INTO conversation_events (conversation_id, type, by, idempotency_key)
      SELECT id, $2, $3, $4 FROM conversations WHERE id = $1 AND erased_at IS NULL
      ON CONFLICT (idempotency_key) DO NOTHING RETURNING conversation_id),
    changed AS (
      UPDATE conversations c SET opted_out_at = CASE $2 WHEN 'opted_out' THEN coalesce(c.opted_out_at, now()) END
        FROM decided WHERE c.id = decided.conversation_id RETURNING c.id)
    SELECT pg_notify('conversations_changed', id::text) FROM changed`,
};

const READ: Statement = {
  name: 'consent-read',
  text: 'SELECT opted_out_at IS NOT NULL AS "optedOut" FROM conversations WHERE id = $1',
};
