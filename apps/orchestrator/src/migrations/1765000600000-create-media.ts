import type { MigrationInterface, QueryRunner } from 'typeorm';
import { amendConversation } from './amend-conversation.sql.js';

/** Files that people sent, what people thought of answers, and what edits, deletions and changed numbers do. */
export class CreateMedia1765000600000 implements MigrationInterface {
  readonly name = 'CreateMedia1765000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE inbox ADD COLUMN edited_at timestamptz, ADD COLUMN erased_at timestamptz;
      -- The person deleted a message of it: its task is never stored again.
      ALTER TABLE turns ADD COLUMN is_revised boolean NOT NULL DEFAULT false;

      -- Each content once, whoever sent it how often. Nothing reads it but through a reference.
      CREATE TABLE media (
        sha256 bytea PRIMARY KEY,
        mime_type text NOT NULL,
        data bytea NOT NULL,
        touched_at timestamptz NOT NULL DEFAULT now()
      );
      ALTER TABLE media ALTER COLUMN data SET STORAGE EXTERNAL; -- pictures and sound are compressed already
      CREATE INDEX media_touched ON media (touched_at);

      -- What came of the file of a message: the content, or why there is none.
      CREATE TABLE media_references (
        phone_number_id text NOT NULL,
        message_id text NOT NULL,
        sha256 bytea REFERENCES media,
        problem text,
        transcript text,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (phone_number_id, message_id),
        FOREIGN KEY (phone_number_id, message_id) REFERENCES inbox ON DELETE CASCADE,
        CHECK (num_nonnulls(sha256, problem) = 1)
      );
      CREATE INDEX media_references_content ON media_references (sha256) WHERE sha256 IS NOT NULL;
      CREATE INDEX media_references_created ON media_references (created_at);

      -- Thumbs on answers; the turn is found by the notifier's help, soon after.
      CREATE TABLE feedback (
        phone_number_id text NOT NULL,
        message_id text NOT NULL, -- the answer's, by Meta
        conversation_id uuid NOT NULL,
        value text NOT NULL CHECK (value IN ('up', 'down', 'none')),
        at timestamptz NOT NULL, -- of the reaction
        turn_id uuid, agent text,
        resolved_at timestamptz,
        PRIMARY KEY (phone_number_id, message_id, conversation_id)
      );
      CREATE INDEX feedback_pending ON feedback (at) WHERE resolved_at IS NULL;
      CREATE INDEX feedback_conversation ON feedback (conversation_id);

      CREATE FUNCTION erase_media_of(p_number text, p_message text) RETURNS int LANGUAGE plpgsql AS $$
      DECLARE content bytea;
      BEGIN
        DELETE FROM media_references WHERE phone_number_id = p_number AND message_id = p_message RETURNING sha256 INTO content;
        IF NOT FOUND THEN RETURN 0; END IF;
        DELETE FROM media m WHERE m.sha256 = content
           AND NOT EXISTS (SELECT FROM media_references r WHERE r.sha256 = content);
        RETURN 1;
      END $$;

      -- Everything that a person sent; before their messages go. Answers how many files that were.
      CREATE FUNCTION erase_media(p_conversation uuid) RETURNS int LANGUAGE sql AS $$
        SELECT coalesce(sum(erase_media_of(i.phone_number_id, i.message_id)), 0)::int
          FROM inbox i WHERE i.conversation_id = p_conversation AND i.kind = 'media'
      $$;
    `);
    await runner.query(amendConversation);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
