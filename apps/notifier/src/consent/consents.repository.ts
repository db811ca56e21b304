import { Inject, Injectable } from '@nestjs/common';
import { OptOut } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { OPTED_OUT } from '../graph/graph-errors.js';

/** Conversations that are told of at a time. */
const MOST = 100;

/** Who wants no templates: by what the orchestrator says, and by the API's answers since. */
@Injectable()
export class ConsentsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** What the API has refused until now is heard with it. */
  async record(conversationId: string, isOptedOut: boolean): Promise<void> {
    await this.database.query(RECORD, [conversationId, isOptedOut]);
  }

  async isOptedOut(conversationId: string): Promise<boolean> {
    const [row] = await this.database.query<{ optedOut: boolean }>(READ, [conversationId]);
    return row!.optedOut;
  }

  /** The newest refusal of each conversation since the last decision that was recorded for it. */
  async listUnheard(): Promise<OptOut[]> {
    const rows = await this.database.query<{ conversationId: string; refusedAt: Date }>(UNHEARD, [MOST]);
    return rows.map((row) => OptOut.create(row));
  }
}

const RECORD: Statement = {
  name: 'consents-record',
  text: `
    WITH heard AS (
      UPDATE outbox SET opt_out_heard_at = now()
       WHERE conversation_id = $1 AND error_code = ${OPTED_OUT} AND opt_out_heard_at IS NULL)
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

const UNHEARD: Statement = {
  name: 'consents-unheard',
  text: `
    SELECT conversation_id AS "conversationId", max(resolved_at) AS "refusedAt" FROM outbox
     WHERE error_code = ${OPTED_OUT} AND opt_out_heard_at IS NULL AND state = 'failed'
     GROUP BY conversation_id ORDER BY conversation_id LIMIT $1`,
};
