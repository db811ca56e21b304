import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';

export interface Erasure {
  isDone: boolean;
  /** Rows so far. */
  erased: number;
  problem: string;
}

/** Requests to erase people, one for each conversation. */
@Injectable()
export class ErasuresRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Asks for it; one that was set aside is tried again. @throws AppError NOT_FOUND */
  async request(conversationId: string, requestedBy: string, delayMs: number): Promise<void> {
    const rows = await this.database.query(REQUEST, [conversationId, requestedBy, delayMs]);
    if (rows.length === 0) throw new AppError('NOT_FOUND', { message: 'no such conversation' });
  }

  async read(conversationId: string): Promise<Erasure> {
    const [row] = await this.database.query<Erasure & Record<string, unknown>>(READ, [conversationId]);
    if (!row) throw new AppError('NOT_FOUND', { message: 'no such erasure' });
    return row;
  }

  /** False when the claim was taken over. */
  async end(conversationId: string, epoch: string, erasedElsewhere: number): Promise<boolean> {
    return (await this.database.query(END, [conversationId, epoch, erasedElsewhere])).length > 0;
  }
}

/** A second request may only make it earlier; one for a conversation that was merged is one for where it went. */
const REQUEST: Statement = {
  name: 'erasures-request',
  text: `
    INSERT INTO erasures AS e (id, phone_number_id, requested_by, due_at)
    SELECT coalesce(c.merged_into, c.id), c.phone_number_id, $2, now() + $3 * interval '1 ms' FROM conversations c WHERE c.id = $1
    ON CONFLICT (id) DO UPDATE SET due_at = CASE WHEN e.state = 'claimed' THEN e.due_at ELSE least(e.due_at, excluded.due_at) END,
       state = CASE WHEN e.state = 'set_aside' THEN 'due' ELSE e.state END,
       attempts = CASE WHEN e.state = 'set_aside' THEN 0 ELSE e.attempts END
    RETURNING e.id, pg_notify('erasures_due', $3::text)`,
};

const READ: Statement = {
  name: 'erasures-read',
  text: `
    SELECT e.state = 'done' AS "isDone", e.erased, coalesce(e.error_detail, '') AS problem
      FROM conversations c JOIN erasures e ON e.id = coalesce(c.merged_into, c.id) WHERE c.id = $1`,
};

const END: Statement = {
  name: 'erasures-end',
  text: `
    UPDATE erasures SET state = 'done', ended_at = now(), erased = erased + $3, owner = NULL, lease_until = NULL,
           error_class = NULL, error_detail = NULL
     WHERE id = $1 AND epoch = $2 AND state = 'claimed' RETURNING id`,
};
