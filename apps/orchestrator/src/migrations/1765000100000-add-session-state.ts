import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each turn changed in the session of its conversation, and a number that tells whether a copy of it is current. */
export class AddSessionState1765000100000 implements MigrationInterface {
  readonly name = 'AddSessionState1765000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Rises with every answered turn and with everything else that changes what the turns come to.
      ALTER TABLE conversations ADD COLUMN session_version bigint NOT NULL DEFAULT 0;
      UPDATE conversations SET session_version = 1 WHERE handled_seq > 0;

      ALTER TABLE turns
        ADD COLUMN agent text, -- who answered
        ADD COLUMN patch jsonb, -- what it changed, in the words of conversations/state
        ADD COLUMN tools jsonb, -- [{name, status, durationMs}]
        ADD COLUMN summary jsonb; -- {text, upToTurn} of the dialogue up to here

      -- A merged conversation brings its turns along: copies of the other one's session are old then.
      CREATE FUNCTION outdate_session() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE conversations SET session_version = session_version + 1 WHERE id = NEW.merged_into;
        RETURN NULL;
      END $$;
      CREATE TRIGGER conversations_merged AFTER UPDATE OF merged_into ON conversations
        FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL) EXECUTE FUNCTION outdate_session();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
