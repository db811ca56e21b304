import type { MigrationInterface, QueryRunner } from 'typeorm';
import { budgetFunctions } from './budget-functions.sql.js';

/** Outcomes of phases that are used again, and what builds have used of their budgets. */
export class CreatePhaseCache1765002100000 implements MigrationInterface {
  readonly name = 'CreatePhaseCache1765002100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE phase_cache (
        key bytea PRIMARY KEY, -- SHA-256 of everything that the outcome depends on
        conversation_id uuid NOT NULL,
        entry jsonb NOT NULL,
        signature bytea NOT NULL, -- HMAC-SHA256 of key and entry
        saved_tokens bigint NOT NULL,
        saved_micros bigint NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_hit_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX phase_cache_last_hit ON phase_cache (last_hit_at);
      CREATE INDEX phase_cache_conversation ON phase_cache (conversation_id);

      -- One row for each budget: a build's whole life, a person's day, a number's day.
      CREATE TABLE build_budgets (
        scope text NOT NULL CHECK (scope IN ('build', 'person', 'tenant')),
        id text NOT NULL,
        day date NOT NULL, -- 1970-01-01 for a build
        spent bigint[] NOT NULL DEFAULT '{0,0,0,0}', -- tokens, millionths of a dollar, calls of tools, milliseconds
        reserved bigint[] NOT NULL DEFAULT '{0,0,0,0}',
        grants jsonb NOT NULL DEFAULT '{}', -- of a build: what its running phases hold, by run
        touched_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (scope, id, day)
      ) WITH (fillfactor = 70);
      ${budgetFunctions}
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
