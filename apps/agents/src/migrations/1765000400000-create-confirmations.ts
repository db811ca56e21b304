import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person was asked before a tool runs, and what tools have already done in a turn. */
export class CreateConfirmations1765000400000 implements MigrationInterface {
  readonly name = 'CreateConfirmations1765000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE confirmations (
        id uuid PRIMARY KEY,
        phone_number_id text NOT NULL,
        contact_id text NOT NULL,
        conversation_id text NOT NULL,
        turn_id text NOT NULL, -- in which it was asked
        agent text NOT NULL,
        tool text NOT NULL,
        arguments text NOT NULL, -- JSON with sorted keys, byte for byte what will run
        arguments_hash text NOT NULL, -- SHA-256 of them
        summary text NOT NULL, -- what the person was asked
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        choice text CHECK (choice IN ('confirmed', 'declined')),
        outcome jsonb, -- what came of it: the answer to every later tap
        CHECK ((used_at IS NULL) = (choice IS NULL)),
        CONSTRAINT confirmations_question UNIQUE (phone_number_id, contact_id, turn_id, tool, arguments_hash)
      );
      CREATE INDEX confirmations_expired ON confirmations (expires_at);

      -- The result of each effect, written in the same transaction as the effect: a repeated turn finds it and does nothing.
      CREATE TABLE tool_effects (
        phone_number_id text NOT NULL,
        contact_id text NOT NULL,
        turn_id text NOT NULL,
        effect text NOT NULL, -- the tool, and a hash of what it was asked
        result jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (phone_number_id, contact_id, turn_id, effect)
      );
      CREATE INDEX tool_effects_created ON tool_effects (created_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
