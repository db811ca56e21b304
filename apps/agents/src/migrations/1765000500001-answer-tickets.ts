import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The door for whatever the team works with: what a person of the team answered stops the clock of the first response. */
export class AnswerTickets1765000500001 implements MigrationInterface {
  readonly name = 'AnswerTickets1765000500001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- False when there is no such open ticket. The same source answers once, so that it may be repeated.
      CREATE FUNCTION answer_ticket(given_phone_number_id text, given_number text, source text, answer text, closes boolean)
      RETURNS boolean LANGUAGE plpgsql AS $$
      DECLARE found_id uuid;
      BEGIN
        SELECT id INTO found_id FROM tickets
         WHERE phone_number_id = given_phone_number_id AND number = given_number FOR UPDATE;
        IF found_id IS NULL THEN RETURN false; END IF;
        IF EXISTS (SELECT FROM ticket_entries entry
                    WHERE entry.ticket_id = found_id AND entry.source = answer_ticket.source AND entry.kind = 'answered') THEN
          RETURN true;
        END IF;
        UPDATE tickets
           SET status = CASE WHEN closes THEN 'closed' ELSE 'answered' END, changed_at = now(),
               responded_at = coalesce(responded_at, now()), closed_at = CASE WHEN closes THEN now() END
         WHERE id = found_id AND status <> 'closed';
        IF NOT FOUND THEN RETURN false; END IF;
        INSERT INTO ticket_entries (ticket_id, kind, source, text, at) VALUES (found_id, 'answered', source, answer, now());
        RETURN true;
      END $$;

      -- Tickets are the business's books and are not deleted by age.
      DROP INDEX tickets_closed;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
