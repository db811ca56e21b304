import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { OPTED_OUT } from '../graph/graph-errors.js';

/** Who wants no templates: by what the orchestrator says, and by the API's answers since. */
@Injectable()
export class ConsentsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async record(conversationId: string, isOptedOut: boolean): Promise<void> {
    await this.database.query(RECORD, [conversationId, isOptedOut]);
  }

  async isOptedOut(conversationId: string): Promise<boolean> {
    const [row] = await this.database.query<{ optedOut: boolean }>(READ, [conversationId]);
    return row!.optedOut;
  }
}

const RECORD: Statement = {
  name: 'consents-record',
  text: `
    INSERT INTO consents (conversation_id, opted_out) VALUES ($1, $2)
    ON CONFLICT (conversation_id) DO UPDATE SET opted_out = excluded.opted_out, decided_at = now()`,
};

/** A refused message is the record of the refusal, written with it: nothing has to follow that a crash could prevent. */
const READ: Statement = {
  name: 'consents-read',
  text: `
    SELECT coalesce((SELECT opted_out FROM consents WHERE conversation_id = $1), false)
        OR EXISTS (SELECT FROM outbox o WHERE o.conversation_id = $1 AND o.error_code = ${OPTED_OUT}
                     AND o.resolved_at > coalesce((SELECT decided_at FROM consents WHERE conversation_id = $1), '-infinity'))
        AS "optedOut"`,
};
