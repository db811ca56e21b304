import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two conversations that turn out to be one person's: what operators said and who has it go along. */
export class FollowMerges1765000720000 implements MigrationInterface {
  readonly name = 'FollowMerges1765000720000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The first id of a moment: rows by age, down the index of their key.
      CREATE FUNCTION uuid_v7_of(moment timestamptz) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
      $$;

      CREATE FUNCTION follow_merge() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE operator_messages SET conversation_id = NEW.merged_into WHERE conversation_id = NEW.id;
        UPDATE conversation_events SET conversation_id = NEW.merged_into WHERE conversation_id = NEW.id;
        -- Silence is the safe side: a person at the other end stays, and so does a STOP.
        UPDATE conversations c
           SET owned_by = CASE WHEN c.owned_by = 'bot' THEN NEW.owned_by ELSE c.owned_by END,
               operator = CASE WHEN c.owned_by = 'bot' THEN NEW.operator ELSE c.operator END,
               owned_since = CASE WHEN c.owned_by = 'bot' THEN NEW.owned_since ELSE c.owned_since END,
               handoff = CASE WHEN c.owned_by = 'bot' THEN NEW.handoff ELSE c.handoff END,
               opted_out_at = coalesce(c.opted_out_at, NEW.opted_out_at), unread = c.unread + NEW.unread,
               last_inbound_at = greatest(c.last_inbound_at, NEW.last_inbound_at),
               last_message_at = greatest(c.last_message_at, NEW.last_message_at),
               preview = CASE WHEN NEW.last_message_at > c.last_message_at THEN NEW.preview ELSE c.preview END
         WHERE c.id = NEW.merged_into;
        RETURN NULL;
      END $$;
      CREATE TRIGGER conversations_follow_merge AFTER UPDATE OF merged_into ON conversations
        FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL) EXECUTE FUNCTION follow_merge();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
