import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever was forgotten stays forgotten: what a run that was still under way leaves afterwards is refused. */
export class RememberWhoIsErased1765002600000 implements MigrationInterface {
  readonly name = 'RememberWhoIsErased1765002600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erased_contacts (
        digest bytea PRIMARY KEY, -- of a contact, which is an id of ours and never used again
        erased_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX erased_contacts_at ON erased_contacts (erased_at);

      CREATE FUNCTION contact_digest(number text, contact text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
        SELECT sha256(convert_to(number || '/' || contact, 'UTF8'))
      $$;

      -- Waits for those who are writing, so that they are before the erasure; whoever writes after it finds the digest.
      CREATE FUNCTION bury_contacts(numbers text[], contacts text[]) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        LOCK TABLE workspaces, sites IN SHARE ROW EXCLUSIVE MODE;
        INSERT INTO erased_contacts (digest)
        SELECT DISTINCT contact_digest(person.number, person.contact)
          FROM unnest(numbers, contacts) AS person (number, contact) ORDER BY 1
        ON CONFLICT (digest) DO UPDATE SET erased_at = now();
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
