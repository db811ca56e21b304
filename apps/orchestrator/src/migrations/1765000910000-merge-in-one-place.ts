import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message that shows two conversations to be one person's merges them as Meta's word does: what was liked goes along. */
export class MergeInOnePlace1765000910000 implements MigrationInterface {
  readonly name = 'MergeInOnePlace1765000910000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- False when the other one is being worked on: the next event that shows them to be one person merges them.
      CREATE OR REPLACE FUNCTION merge_conversation(keeper uuid, loser uuid) RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE conversations SET state = 'merged', merged_into = keeper
         WHERE id = loser AND state IN ('idle', 'due') AND turn_id IS NULL;
        IF NOT FOUND THEN RETURN false; END IF;
        UPDATE aliases SET conversation_id = keeper WHERE conversation_id = loser;
        UPDATE turns SET conversation_id = keeper WHERE conversation_id = loser;
        -- What still waits gets new numbers, behind everything that the keeper has handled; the rest stays as history.
        WITH moved AS (
          UPDATE inbox SET conversation_id = keeper, makes_turn = makes_turn AND seq > lost.handled_seq,
                 seq = CASE WHEN makes_turn AND seq > lost.handled_seq
                            THEN nextval(pg_get_serial_sequence('inbox', 'seq')) ELSE seq END
            FROM conversations lost
           WHERE inbox.conversation_id = loser AND lost.id = loser RETURNING seq, makes_turn)
        UPDATE conversations SET accepted_seq = greatest(accepted_seq, (SELECT max(seq) FROM moved WHERE makes_turn)),
               state = CASE WHEN state = 'idle' AND (SELECT max(seq) FROM moved WHERE makes_turn) > handled_seq THEN 'due' ELSE state END
         WHERE id = keeper;
        -- Both may have liked the same answer: the newest counts.
        DELETE FROM feedback older USING feedback newer
         WHERE older.conversation_id IN (keeper, loser) AND newer.conversation_id IN (keeper, loser)
           AND older.phone_number_id = newer.phone_number_id AND older.message_id = newer.message_id
           AND (older.at, older.conversation_id) < (newer.at, newer.conversation_id);
        UPDATE feedback SET conversation_id = keeper WHERE conversation_id = loser;
        RETURN true;
      END $$;

      -- Finds, links, merges or creates the conversation of one person. The slow path: only for aliases not seen together yet.
      CREATE OR REPLACE FUNCTION resolve_conversation(p_number text, p_bsuid text, p_parent text, p_wa_id text) RETURNS uuid
      LANGUAGE plpgsql AS $$
      DECLARE
        candidates uuid[];
        keeper uuid;
        loser uuid;
      BEGIN
        -- Whoever resolves the same person at the same time waits here; keys are taken in one order.
        PERFORM pg_advisory_xact_lock(key) FROM (
          SELECT DISTINCT hashtextextended(p_number || '/' || alias.kind || '/' || alias.value, 0) AS key
            FROM (VALUES ('bsuid', p_bsuid), ('parent_bsuid', p_parent), ('wa_id', p_wa_id)) AS alias(kind, value)
           WHERE alias.value IS NOT NULL ORDER BY 1) AS keys;

        SELECT array_agg(c.id ORDER BY c.created_at, c.id) INTO candidates FROM conversations c WHERE c.id IN (
          SELECT a.conversation_id FROM aliases a WHERE a.phone_number_id = p_number AND a.kind = 'bsuid' AND a.value = p_bsuid
          UNION SELECT a.conversation_id FROM aliases a WHERE a.phone_number_id = p_number AND a.kind = 'parent_bsuid' AND a.value = p_parent
          UNION SELECT a.conversation_id FROM aliases a WHERE a.phone_number_id = p_number AND a.kind = 'wa_id' AND a.value = p_wa_id);

        IF candidates IS NULL THEN
          INSERT INTO conversations (phone_number_id, bsuid, parent_bsuid, wa_id)
          VALUES (p_number, p_bsuid, p_parent, p_wa_id) RETURNING id INTO keeper;
        ELSE
          keeper := candidates[1];
          PERFORM 1 FROM conversations WHERE id = ANY (candidates) ORDER BY id FOR UPDATE;
          FOREACH loser IN ARRAY candidates[2:] LOOP
            PERFORM merge_conversation(keeper, loser); -- one that is being worked on keeps its aliases
          END LOOP;
          UPDATE conversations SET bsuid = coalesce(p_bsuid, bsuid), parent_bsuid = coalesce(p_parent, parent_bsuid),
                 wa_id = coalesce(p_wa_id, wa_id) WHERE id = keeper;
        END IF;

        INSERT INTO aliases (phone_number_id, kind, value, conversation_id)
        SELECT p_number, alias.kind, alias.value, keeper
          FROM (VALUES ('bsuid', p_bsuid), ('parent_bsuid', p_parent), ('wa_id', p_wa_id)) AS alias(kind, value)
         WHERE alias.value IS NOT NULL
        ON CONFLICT DO NOTHING;
        RETURN keeper;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
