import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs have written that did not come to their end, and where people can see what there is of a build. */
export class KeepWhatIsUnfinished1765003200000 implements MigrationInterface {
  readonly name = 'KeepWhatIsUnfinished1765003200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE phase_drafts (
        phase_id uuid PRIMARY KEY,
        build_id uuid NOT NULL,
        delta jsonb NOT NULL, -- files written and deleted, against what the phase begins with
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX phase_drafts_build ON phase_drafts (build_id);
      CREATE INDEX phase_drafts_at ON phase_drafts (at);

      CREATE TABLE unfinished_sites (
        build_id uuid PRIMARY KEY,
        revision int NOT NULL,
        url text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX unfinished_sites_at ON unfinished_sites (at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
