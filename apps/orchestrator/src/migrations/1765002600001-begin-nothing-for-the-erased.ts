import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A turn that was under way when its person was erased begins no build for them. */
export class BeginNothingForTheErased1765002600001 implements MigrationInterface {
  readonly name = 'BeginNothingForTheErased1765002600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The erasure holds the conversation's row: whoever comes meanwhile waits, and sees it erased.
      CREATE FUNCTION refuse_erased() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE erased timestamptz;
      BEGIN
        SELECT c.erased_at INTO erased FROM conversations c WHERE c.id = NEW.conversation_id FOR KEY SHARE;
        IF erased IS NOT NULL THEN RETURN NULL; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER builds_refuse_erased BEFORE INSERT ON builds FOR EACH ROW EXECUTE FUNCTION refuse_erased();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
