import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The turn that a session's version stands for: two histories may come to the same number, never to the same turn. */
export class AddSessionTurn1765000110000 implements MigrationInterface {
  readonly name = 'AddSessionTurn1765000110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE conversations ADD COLUMN session_turn uuid`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
