import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people need help with: a ticket with its clock, and what was said and done about it. */
export class CreateTickets1765000500000 implements MigrationInterface {
  readonly name = 'CreateTickets1765000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tickets (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        phone_number_id text NOT NULL,
        -- What people read to each other, such as T-4K7-M2Q.
        number text NOT NULL,
        contact_id text NOT NULL,
        conversation_id text NOT NULL,
        -- The turn that opened it: one turn opens one ticket, however often it is repeated.
        turn_id text NOT NULL,
        subject text NOT NULL,
        status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'answered', 'closed')),
        priority text NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
        -- Which rules decided the priority.
        rules text NOT NULL,
        opened_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        first_response_due timestamptz NOT NULL,
        resolution_due timestamptz NOT NULL,
        -- When a person of the team first answered.
        responded_at timestamptz,
        closed_at timestamptz,
        CONSTRAINT tickets_number UNIQUE (phone_number_id, number),
        CONSTRAINT tickets_turn UNIQUE (phone_number_id, contact_id, turn_id)
      );
      CREATE INDEX tickets_contact ON tickets (phone_number_id, contact_id, opened_at DESC);
      CREATE INDEX tickets_clock ON tickets (phone_number_id, resolution_due) WHERE status <> 'closed';
      CREATE INDEX tickets_closed ON tickets (closed_at) WHERE status = 'closed';

      CREATE TABLE ticket_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('opened', 'added', 'closed', 'reopened', 'answered')),
        -- The turn or the operator's request that made it: each makes one of a kind.
        source text NOT NULL,
        text text NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT ticket_entries_source UNIQUE (ticket_id, source, kind)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
