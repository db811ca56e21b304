import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What builds make: bytes by their hash, which run has which of them, and the sites that are on the air. */
export class CreateArtifacts1765002200000 implements MigrationInterface {
  readonly name = 'CreateArtifacts1765002200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE blobs (
        sha256 bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
        data bytea NOT NULL,
        size int GENERATED ALWAYS AS (octet_length(data)) STORED,
        used_at timestamptz NOT NULL DEFAULT now() -- written, or last found to be in use
      );
      CREATE INDEX blobs_used ON blobs (used_at);

      -- The files as the runs of a phase left them: what keeps their bytes, and says whose they are.
      CREATE TABLE workspaces (
        build_id text NOT NULL,
        revision int NOT NULL,
        phase text NOT NULL,
        phone_number_id text NOT NULL,
        contact_id text NOT NULL,
        blobs bytea[] NOT NULL,
        used_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (build_id, revision, phase)
      );
      CREATE INDEX workspaces_contact ON workspaces (phone_number_id, contact_id);
      CREATE INDEX workspaces_used ON workspaces (used_at);
      CREATE INDEX workspaces_blobs ON workspaces USING gin (blobs);

      CREATE TABLE sites (
        slug text PRIMARY KEY CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
        build_id text NOT NULL UNIQUE,
        revision int NOT NULL,
        phone_number_id text NOT NULL,
        contact_id text NOT NULL,
        files jsonb NOT NULL, -- [{path, sha256, size}]
        blobs bytea[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        published_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX sites_contact ON sites (phone_number_id, contact_id);
      CREATE INDEX sites_blobs ON sites USING gin (blobs);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
