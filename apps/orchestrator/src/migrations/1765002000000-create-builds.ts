import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildFunctions } from './build-functions.sql.js';

/** Builds, their phases as leased work, who did what to them, and what people are still to be told. */
export class CreateBuilds1765002000000 implements MigrationInterface {
  readonly name = 'CreateBuilds1765002000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE builds (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        idempotency_key text NOT NULL UNIQUE,
        phone_number_id text NOT NULL,
        conversation_id uuid NOT NULL,
        title text NOT NULL, request text NOT NULL, language text NOT NULL,
        workflow jsonb NOT NULL, -- its name, title and version; the phases are rows
        state text NOT NULL DEFAULT 'running'
          CHECK (state IN ('running', 'waiting_approval', 'paused', 'done', 'failed', 'cancelled')),
        revision int NOT NULL DEFAULT 1,
        reason text NOT NULL DEFAULT '',
        changes jsonb NOT NULL DEFAULT '[]',
        revisions jsonb NOT NULL,
        resume_at timestamptz, -- of a paused one
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      ) WITH (fillfactor = 70);
      CREATE INDEX builds_conversation ON builds (conversation_id, id);
      CREATE INDEX builds_open ON builds (conversation_id) WHERE state IN ('running', 'waiting_approval', 'paused');
      CREATE INDEX builds_paused ON builds (resume_at) WHERE state = 'paused';

      CREATE TABLE phases (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        build_id uuid NOT NULL,
        revision int NOT NULL,
        position int NOT NULL,
        phone_number_id text NOT NULL,
        name text NOT NULL,
        definition jsonb NOT NULL, -- as the workflow's file had it when the build began
        depends_on text[] NOT NULL,
        ancestors text[] NOT NULL, -- what it depends on, directly or through others
        previous_id uuid, -- the same phase in the revision that this one was made from
        lapses int NOT NULL DEFAULT 0, -- of leases: how many replicas died of it or with it
        is_approved boolean NOT NULL DEFAULT false,
        outcome jsonb,
        finished_at timestamptz,
        state text NOT NULL CHECK (state IN ('blocked', 'waiting_approval', 'ready', 'running', 'done', 'skipped',
                                             'reused', 'failed', 'cancelled')),
        due_at timestamptz NOT NULL DEFAULT now(),
        attempts int NOT NULL DEFAULT 0,
        owner text, lease_until timestamptz, epoch bigint NOT NULL DEFAULT 0,
        claimed_at timestamptz, heartbeat_at timestamptz, progress jsonb, error_class text, error_detail text
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
      CREATE UNIQUE INDEX phases_build ON phases (build_id, revision, name);
      CREATE INDEX phases_ready ON phases (due_at) WHERE state = 'ready';
      CREATE INDEX phases_running ON phases (phone_number_id) WHERE state = 'running';
      CREATE INDEX phases_failed ON phases (build_id) WHERE state = 'failed';

      -- Only ever added to. What happens to a phase in the usual course of things is on its row.
      CREATE TABLE build_events (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        build_id uuid NOT NULL,
        revision int NOT NULL,
        phase text NOT NULL DEFAULT '',
        type text NOT NULL,
        by text NOT NULL,
        detail text NOT NULL DEFAULT '',
        idempotency_key text,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX build_events_build ON build_events (build_id, id);
      CREATE UNIQUE INDEX build_events_key ON build_events (idempotency_key) WHERE idempotency_key IS NOT NULL;

      -- What the person of a build has not been told; deleted when they have.
      CREATE TABLE build_notices (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        build_id uuid NOT NULL,
        revision int NOT NULL,
        build_state text NOT NULL,
        reason text NOT NULL DEFAULT '',
        by text NOT NULL,
        state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'claimed', 'set_aside')),
        due_at timestamptz NOT NULL DEFAULT now(),
        attempts int NOT NULL DEFAULT 0,
        owner text, lease_until timestamptz, epoch bigint NOT NULL DEFAULT 0,
        claimed_at timestamptz, heartbeat_at timestamptz, progress jsonb, error_class text, error_detail text
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
      CREATE INDEX build_notices_queue ON build_notices (state, due_at);
    `);
    await runner.query(buildFunctions);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
