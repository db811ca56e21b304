import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is said about builds outside of turns: leased work until the notifier has it, then a part of the transcript. */
export class CreateBuildMessages1765002400000 implements MigrationInterface {
  readonly name = 'CreateBuildMessages1765002400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE build_messages (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        conversation_id uuid NOT NULL,
        build_id uuid NOT NULL,
        idempotency_key text NOT NULL UNIQUE, -- the notifier's too
        kind text NOT NULL CHECK (kind IN ('progress', 'final')),
        standing text NOT NULL DEFAULT '', -- what a progress message tells: the same is not told twice
        content jsonb NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'claimed', 'done', 'set_aside')),
        due_at timestamptz NOT NULL DEFAULT now(),
        attempts int NOT NULL DEFAULT 0,
        owner text, lease_until timestamptz, epoch bigint NOT NULL DEFAULT 0,
        claimed_at timestamptz, heartbeat_at timestamptz, progress jsonb, error_class text, error_detail text
      ) WITH (fillfactor = 80);
      CREATE INDEX build_messages_queue ON build_messages (due_at) WHERE state IN ('due', 'claimed');
      CREATE INDEX build_messages_conversation ON build_messages (conversation_id, at);
      CREATE INDEX build_messages_build ON build_messages (build_id, at);

      -- Two conversations that turn out to be one person's: what is built for them goes along.
      CREATE FUNCTION follow_merge_of_builds() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE builds SET conversation_id = NEW.merged_into WHERE conversation_id = NEW.id;
        UPDATE build_messages SET conversation_id = NEW.merged_into WHERE conversation_id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER conversations_follow_merge_of_builds AFTER UPDATE OF merged_into ON conversations
        FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL) EXECUTE FUNCTION follow_merge_of_builds();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
