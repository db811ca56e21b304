import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages on their way as leased work, the statuses that come back, and the beats that make their absence evidence. */
export class CreateOutbox1764000000000 implements MigrationInterface {
  readonly name = 'CreateOutbox1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE outbox_seq CACHE 1;

      CREATE TABLE outbox (
        id uuid PRIMARY KEY, -- time-ordered
        idempotency_key text NOT NULL,
        part int NOT NULL,
        parts int NOT NULL,
        -- Messages of a conversation leave in the order of seq.
        conversation_id text NOT NULL,
        seq bigint NOT NULL,
        phone_number_id text NOT NULL,
        kind text NOT NULL,
        policy text NOT NULL CHECK (policy IN ('at_least_once', 'at_most_once')),
        payload text NOT NULL, -- the body of the POST, without the callback data
        traceparent text,
        created_at timestamptz NOT NULL DEFAULT now(),
        wamid text,
        -- Meta's code of the last refusal or failure.
        error_code int,
        resends int NOT NULL DEFAULT 0,
        -- One bit for each attempt of which a status has come.
        seen_attempts bigint NOT NULL DEFAULT 0,
        -- A place within the rate limits that is already paid for.
        slot_at timestamptz,
        resolved_at timestamptz,
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'unknown', 'parked', 'accepted',
          'sent', 'delivered', 'read', 'failed', 'cancelled', 'set_aside')),
        due_at timestamptz NOT NULL DEFAULT now(),
        attempts int NOT NULL DEFAULT 0,
        owner text, lease_until timestamptz, epoch bigint NOT NULL DEFAULT 0,
        claimed_at timestamptz, heartbeat_at timestamptz, progress jsonb, error_class text, error_detail text,
        -- The state while it matters to the queue. Indexes look at this column only, so that the statuses of a message, two
        -- thirds of all writes, change no index.
        queue text GENERATED ALWAYS AS (
          CASE WHEN state IN ('pending', 'sending', 'unknown', 'parked', 'set_aside') THEN state END) STORED,
        CONSTRAINT outbox_key UNIQUE (idempotency_key, part)
      ) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05,
              autovacuum_vacuum_cost_delay = 1);
      CREATE INDEX outbox_due ON outbox (due_at, seq) WHERE queue = 'pending';
      CREATE UNIQUE INDEX outbox_order ON outbox (conversation_id, seq)
        WHERE queue IN ('pending', 'sending', 'unknown');
      CREATE INDEX outbox_leases ON outbox (lease_until) WHERE queue = 'sending';
      CREATE INDEX outbox_attention ON outbox (queue, claimed_at) WHERE queue IN ('unknown', 'parked', 'set_aside');
      CREATE INDEX outbox_wamid ON outbox (wamid) WHERE wamid IS NOT NULL;
      CREATE INDEX outbox_opt_outs ON outbox (conversation_id) WHERE error_code = 131050;

      CREATE TABLE status_events (
        wamid text NOT NULL,
        status text NOT NULL,
        event_at timestamptz NOT NULL,
        phone_number_id text NOT NULL,
        outbox_id uuid,
        attempt int,
        matched boolean NOT NULL,
        error_code int,
        -- As Meta sent it; only where the columns do not say everything that matters.
        raw text,
        received_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (wamid, status, event_at) -- the deduplication of what Meta delivers again
      );
      CREATE INDEX status_events_unmatched ON status_events (received_at) WHERE NOT matched;
      CREATE INDEX status_events_received ON status_events USING brin (received_at);

      CREATE TABLE intake_beats (
        at timestamptz NOT NULL DEFAULT now(),
        gateway text NOT NULL,
        posts int NOT NULL,
        refused int NOT NULL
      );
      CREATE INDEX intake_beats_at ON intake_beats (at);

      CREATE TABLE intake_numbers (
        phone_number_id text PRIMARY KEY,
        newest_event_at timestamptz NOT NULL
      ) WITH (fillfactor = 50);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
