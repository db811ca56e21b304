import { Inject, Injectable } from '@nestjs/common';
import type { InboundMessage } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { standaloneCommand } from '../ownership/standalone-command.js';

/** Commands after which nobody waits for the answer to what was asked before. */
const ending: ReadonlySet<string> = new Set(['stop', 'human', 'cancel', 'forget']);

/** Turns that have failed and wait for their next attempt, which may be long away while a peer does not answer. */
@Injectable()
export class WaitingTurnRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Ends the turn that waits where this message makes its answer unwanted, so that the message is heard now. What was written
   * in between belongs to the turn that ended. True when there was one; repeating it changes nothing.
   */
  async endFor(conversationId: string, message: InboundMessage): Promise<boolean> {
    if (!ending.has(standaloneCommand(message))) return false;
    const rows = await this.database.query(END_WAITING, [conversationId, message.contact?.phoneNumberId, message.id]);
    return rows.length > 0;
  }
}

/** A first attempt that is under way is left alone: it ends within its deadline, and its answer was asked for. */
const END_WAITING: Statement = {
  name: 'turns-end-waiting',
  text: `
    WITH waiting AS MATERIALIZED (
      SELECT c.id, t.id AS waiting_turn, said.seq - 1 AS last_seq
        FROM conversations c JOIN turns t ON t.id = c.turn_id
        JOIN inbox said ON said.phone_number_id = $2 AND said.message_id = $3 AND said.conversation_id = c.id
       WHERE c.id = $1 AND t.stage = 'started' AND t.to_seq < said.seq
         AND (c.state = 'due' OR (c.state = 'claimed' AND t.attempts > 1))
         FOR UPDATE OF c),
    ended AS (
      UPDATE turns t SET stage = 'silenced', ended_at = now(), epoch = t.epoch + 1, to_seq = waiting.last_seq
        FROM waiting WHERE t.id = waiting.waiting_turn)
    UPDATE conversations c
       SET state = 'due', due_at = now(), epoch = c.epoch + 1, handled_seq = waiting.last_seq, turn_id = NULL, attempts = 0,
           owner = NULL, lease_until = NULL, error_class = NULL, error_detail = NULL
      FROM waiting WHERE c.id = waiting.id
    RETURNING c.id`,
};
