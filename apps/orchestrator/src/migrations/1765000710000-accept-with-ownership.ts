import type { MigrationInterface, QueryRunner } from 'typeorm';
import { acceptMessages2 } from './accept-messages-2.sql.js';

/** Accepting counts what nobody has read, keeps the window, knows who was erased, and makes new people all at once. */
export class AcceptWithOwnership1765000710000 implements MigrationInterface {
  readonly name = 'AcceptWithOwnership1765000710000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(acceptMessages2);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
