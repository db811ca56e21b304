import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has a conversation, what waits for a person's eyes in it, whether its person wants to hear from us, and what is erased. */
export class AddOwnership1765000700000 implements MigrationInterface {
  readonly name = 'AddOwnership1765000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE conversations
        -- The column "owner" is that of the lease: a process. This one says whose words the person reads.
        ADD COLUMN owned_by text NOT NULL DEFAULT 'bot' CHECK (owned_by IN ('bot', 'waiting', 'human', 'other_app')),
        ADD COLUMN operator text,
        ADD COLUMN owned_since timestamptz,
        -- Why a person is asked for: {reason, summary, priority, requestedAt, escalatedAt?}.
        ADD COLUMN handoff jsonb,
        -- What the bot should know that was away meanwhile: {note, since}.
        ADD COLUMN handover jsonb,
        -- Messages that came while the bot was silent and that no operator has seen.
        ADD COLUMN unread int NOT NULL DEFAULT 0,
        -- Turns in a row that failed or were not understood.
        ADD COLUMN failed_turns int NOT NULL DEFAULT 0,
        -- By Meta's clock: the 24 hours for free-form messages begin here.
        ADD COLUMN last_inbound_at timestamptz,
        -- By ours: newest message or answer, the order of the list.
        ADD COLUMN last_message_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN preview text NOT NULL DEFAULT '',
        ADD COLUMN opted_out_at timestamptz,
        ADD COLUMN erased_at timestamptz;
      UPDATE conversations c SET last_message_at = coalesce(
        (SELECT i.received_at FROM inbox i WHERE i.conversation_id = c.id ORDER BY i.seq DESC LIMIT 1), c.created_at);
      CREATE INDEX conversations_newest ON conversations (last_message_at DESC, id DESC);
      CREATE INDEX conversations_attention ON conversations (last_message_at DESC, id DESC) WHERE owned_by <> 'bot' OR unread > 0;
      CREATE INDEX conversations_waiting ON conversations (owned_since) WHERE owned_by = 'waiting';
      CREATE INDEX turns_set_aside_conversation ON turns (conversation_id) WHERE stage = 'set_aside';

      -- 'silenced': a person had the conversation, so nothing was answered.
      ALTER TABLE turns DROP CONSTRAINT turns_stage_check;
      ALTER TABLE turns ADD CONSTRAINT turns_stage_check
        CHECK (stage IN ('started', 'answered', 'done', 'set_aside', 'silenced'));

      CREATE TABLE operator_messages (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        conversation_id uuid NOT NULL,
        idempotency_key text NOT NULL UNIQUE,
        operator text NOT NULL,
        body text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX operator_messages_conversation ON operator_messages (conversation_id, at);

      CREATE TABLE conversation_events (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        conversation_id uuid NOT NULL,
        type text NOT NULL,
        -- An operator, "contact", "bot", "rule" or "whatsapp".
        by text NOT NULL,
        detail text NOT NULL DEFAULT '',
        -- Makes a repeated request harmless.
        idempotency_key text UNIQUE,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX conversation_events_conversation ON conversation_events (conversation_id, at);

      -- Erasures as leased work: whatever dies, somebody brings them to their end.
      CREATE TABLE erasures (
        id uuid PRIMARY KEY, -- the conversation's
        phone_number_id text NOT NULL,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT now(),
        erased int NOT NULL DEFAULT 0,
        ended_at timestamptz,
        state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'claimed', 'done', 'set_aside')),
        due_at timestamptz NOT NULL DEFAULT now(),
        attempts int NOT NULL DEFAULT 0,
        owner text, lease_until timestamptz, epoch bigint NOT NULL DEFAULT 0,
        claimed_at timestamptz, heartbeat_at timestamptz, progress jsonb, error_class text, error_detail text
      );
      CREATE INDEX erasures_due ON erasures (due_at) WHERE state IN ('due', 'claimed');

      -- Messages of people who were erased, by SHA-256 of number and message id: delivered again, they are nobody's.
      CREATE TABLE erased_messages (
        digest bytea PRIMARY KEY,
        erased_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX erased_messages_at ON erased_messages USING brin (erased_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
