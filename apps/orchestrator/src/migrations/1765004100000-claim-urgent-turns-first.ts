import type { MigrationInterface, QueryRunner } from 'typeorm';
import { acceptMessages2 } from './accept-messages-2.sql.js';

const FUNCTION = 'CREATE OR REPLACE FUNCTION accept_messages';
const AFTER = 'unread = c.unread';
/** Commands and taps, and whatever is written while a person at the other end has the conversation or is awaited. */
const URGENCY = "urgency = CASE WHEN fresh.is_urgent OR c.owned_by <> 'bot' THEN 1 ELSE c.urgency END,";

/** Where turns wait for places, those go first that somebody waits for with a finger on a button. */
export class ClaimUrgentTurnsFirst1765004100000 implements MigrationInterface {
  readonly name = 'ClaimUrgentTurnsFirst1765004100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Of what waits; the claim sets it back.
      ALTER TABLE conversations ADD COLUMN urgency smallint NOT NULL DEFAULT 0;
      DROP INDEX conversations_due;
      CREATE INDEX conversations_due ON conversations (urgency DESC, due_at) WHERE state = 'due';
    `);
    const accept = acceptMessages2.slice(acceptMessages2.indexOf(FUNCTION));
    await runner.query(accept.replace(AFTER, `${URGENCY}\n             ${AFTER}`));
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
