import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whatever was derived from a business's data, such as an answer, is told from what its next import says. */
export class CountImports1765003400000 implements MigrationInterface {
  readonly name = 'CountImports1765003400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE businesses ADD COLUMN data_version bigint NOT NULL DEFAULT 0');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
