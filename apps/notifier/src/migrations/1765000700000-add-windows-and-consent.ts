import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who says a message and until when it may leave, who wants no templates, and a way to all messages of a conversation. */
export class AddWindowsAndConsent1765000700000 implements MigrationInterface {
  readonly name = 'AddWindowsAndConsent1765000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox
        ADD COLUMN author text NOT NULL DEFAULT 'bot' CHECK (author IN ('bot', 'human')),
        ADD COLUMN window_closes_at timestamptz;
      -- Only what has left the queue: one entry a message, and the statuses that follow do not touch it.
      CREATE INDEX outbox_history ON outbox (conversation_id) WHERE queue IS NULL;

      CREATE TABLE consents (
        conversation_id text PRIMARY KEY,
        opted_out boolean NOT NULL,
        decided_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
