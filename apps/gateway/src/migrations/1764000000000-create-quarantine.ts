import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Items of webhooks that were set aside, each with its reason and its bytes. */
export class CreateQuarantine1764000000000 implements MigrationInterface {
  readonly name = 'CreateQuarantine1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE quarantine (
        id text PRIMARY KEY,
        kind text NOT NULL,
        reason text NOT NULL,
        detail text NOT NULL,
        phone_number_id text NOT NULL,
        -- Bytes, not json: what is kept here may be broken in every way.
        raw bytea NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        replayed_at timestamptz,
        attempts integer NOT NULL DEFAULT 0
      );
      CREATE INDEX quarantine_waiting ON quarantine (received_at, id) WHERE replayed_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quarantine');
  }
}
