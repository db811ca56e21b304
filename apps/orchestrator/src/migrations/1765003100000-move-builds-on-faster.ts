import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fasterBuildFunctions } from './faster-build-functions.sql.js';

/** Builds are moved on with fewer looks at their rows, and nobody waits for the disk between phases that cost nothing. */
export class MoveBuildsOnFaster1765003100000 implements MigrationInterface {
  readonly name = 'MoveBuildsOnFaster1765003100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(fasterBuildFunctions);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
