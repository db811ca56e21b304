import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tells every replica when a turn's words are gone, so that no copy of the session keeps them. */
export class ForgetSessions1765000900000 implements MigrationInterface {
  readonly name = 'ForgetSessions1765000900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION forget_session() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('sessions_forgotten', c.phone_number_id || ':' || c.id)
           FROM conversations c WHERE c.id = NEW.conversation_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER turns_forget_session AFTER UPDATE OF is_revised ON turns
        FOR EACH ROW WHEN (NEW.is_revised) EXECUTE FUNCTION forget_session();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
