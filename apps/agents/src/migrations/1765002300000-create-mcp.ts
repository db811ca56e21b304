import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What MCP servers say of their tools, which of it is approved, and what was done with them. */
export class CreateMcp1765002300000 implements MigrationInterface {
  readonly name = 'CreateMcp1765002300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mcp_tools (
        server text NOT NULL,
        tool text NOT NULL,
        hash text, -- of what is approved; none: it waits
        approved_at timestamptz,
        seen_hash text NOT NULL, -- of what the server said last
        seen_definition jsonb NOT NULL,
        suspicions text[] NOT NULL DEFAULT '{}',
        seen_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (server, tool)
      );

      CREATE TABLE mcp_effects (
        key text PRIMARY KEY, -- SHA-256 of where it was wanted, the tool and its arguments
        server text NOT NULL,
        tool text NOT NULL,
        phone_number_id text NOT NULL,
        contact_id text NOT NULL,
        build_id text, -- none for what was done in a conversation
        revision int,
        arguments jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('begun', 'done', 'failed', 'undone', 'undo_failed')),
        result jsonb,
        begun_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz
      );
      CREATE INDEX mcp_effects_build ON mcp_effects (build_id, revision) WHERE build_id IS NOT NULL;
      CREATE INDEX mcp_effects_contact ON mcp_effects (phone_number_id, contact_id);
      CREATE INDEX mcp_effects_begun ON mcp_effects (begun_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
