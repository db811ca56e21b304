import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the orchestrator has heard that WhatsApp refused a message because its person wants none. */
export class HearOptOuts1765003300000 implements MigrationInterface {
  readonly name = 'HearOptOuts1765003300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ADD COLUMN opt_out_heard_at timestamptz;
      -- Empty but for moments; neither column changes with a status.
      CREATE INDEX outbox_unheard_opt_outs ON outbox (conversation_id) WHERE error_code = 131050 AND opt_out_heard_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
