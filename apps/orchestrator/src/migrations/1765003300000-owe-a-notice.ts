import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who told WhatsApp instead of us that they want no messages hears once, when they write again, why nobody answers. */
export class OweANotice1765003300000 implements MigrationInterface {
  readonly name = 'OweANotice1765003300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- 'due', or the turn that says it.
      ALTER TABLE conversations ADD COLUMN opt_out_notice text;

      CREATE OR REPLACE FUNCTION follow_merge() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE operator_messages SET conversation_id = NEW.merged_into WHERE conversation_id = NEW.id;
        UPDATE conversation_events SET conversation_id = NEW.merged_into WHERE conversation_id = NEW.id;
        -- Silence is the safe side: a person at the other end stays, and so does a STOP.
        UPDATE conversations c
           SET owned_by = CASE WHEN c.owned_by = 'bot' THEN NEW.owned_by ELSE c.owned_by END,
               operator = CASE WHEN c.owned_by = 'bot' THEN NEW.operator ELSE c.operator END,
               owned_since = CASE WHEN c.owned_by = 'bot' THEN NEW.owned_since ELSE c.owned_since END,
               handoff = CASE WHEN c.owned_by = 'bot' THEN NEW.handoff ELSE c.handoff END,
               opt_out_notice = CASE WHEN c.opted_out_at IS NULL THEN NEW.opt_out_notice ELSE c.opt_out_notice END,
               opted_out_at = coalesce(c.opted_out_at, NEW.opted_out_at), unread = c.unread + NEW.unread,
               last_inbound_at = greatest(c.last_inbound_at, NEW.last_inbound_at),
               last_message_at = greatest(c.last_message_at, NEW.last_message_at),
               preview = CASE WHEN NEW.last_message_at > c.last_message_at THEN NEW.preview ELSE c.preview END
         WHERE c.id = NEW.merged_into;
        RETURN NULL;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
