import type { Statement } from '#libs/database';

/** $1.. one array for each column. What is there already, by its turn or by chance by its number, is left alone. */
export const OPEN_TICKETS: Statement = {
  name: 'tickets-open',
  text: `
    WITH item AS MATERIALIZED (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                           $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[])
             AS item(phone_number_id, contact_id, conversation_id, turn_id, number, subject, details, priority, rules,
                     opened_at, first_response_due, resolution_due)),
    opened AS (
      INSERT INTO tickets (phone_number_id, contact_id, conversation_id, turn_id, number, subject, priority, rules,
                           opened_at, changed_at, first_response_due, resolution_due)
      SELECT phone_number_id, contact_id, conversation_id, turn_id, number, subject, priority, rules,
             opened_at, opened_at, first_response_due, resolution_due
        FROM item ORDER BY phone_number_id, contact_id, turn_id
      ON CONFLICT DO NOTHING RETURNING id, phone_number_id, number)
    INSERT INTO ticket_entries (ticket_id, kind, source, text, at)
    SELECT opened.id, 'opened', item.turn_id, item.details, item.opened_at
      FROM opened JOIN item USING (phone_number_id, number)`,
};

export const FIND_BY_TURN: Statement = {
  name: 'tickets-find-by-turn',
  text: `
    SELECT item.place::int, ticket.number
      FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS item(phone_number_id, contact_id, turn_id, place)
      JOIN tickets ticket USING (phone_number_id, contact_id, turn_id)`,
};

/** The newest tickets of each owner, or the one with the given number if it is theirs. */
export const FIND_TICKETS: Statement = {
  name: 'tickets-find',
  text: `
    SELECT item.place::int, ticket.*, entry.entries
      FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS item(phone_number_id, contact_id, number, place)
     CROSS JOIN LATERAL (
       SELECT id, number, subject, status, priority, opened_at AS "openedAt", changed_at AS "changedAt",
              first_response_due AS "firstResponseDue", resolution_due AS "resolutionDue",
              responded_at AS "respondedAt", closed_at AS "closedAt"
         FROM tickets
        WHERE phone_number_id = item.phone_number_id AND contact_id = item.contact_id
          AND (item.number = '' OR number = item.number)
        ORDER BY opened_at DESC LIMIT 10) ticket
     CROSS JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('kind', kind, 'text', left(text, 500), 'at', at) ORDER BY id) AS entries
         FROM (SELECT * FROM ticket_entries WHERE ticket_id = ticket.id ORDER BY id DESC LIMIT 6) latest) entry
     ORDER BY item.place, ticket."openedAt" DESC`,
};

/** Each ticket at most once in a batch. Only the owner's own tickets are found, and a turn does each thing once. */
export const CHANGE_TICKETS: Statement = {
  name: 'tickets-change',
  text: `
    WITH item AS MATERIALIZED (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                           $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[]) WITH ORDINALITY
             AS item(phone_number_id, contact_id, number, kind, source, text, at, priority, rules, first_response_due,
                     resolution_due, place)),
    target AS MATERIALIZED (
      SELECT item.*, ticket.id, ticket.status FROM item JOIN tickets ticket USING (phone_number_id, number)
       WHERE ticket.contact_id = item.contact_id ORDER BY ticket.id FOR UPDATE OF ticket),
    entry AS (
      INSERT INTO ticket_entries (ticket_id, kind, source, text, at)
      SELECT id, kind, source, text, at FROM target WHERE (kind = 'reopened') = (status = 'closed')
      ON CONFLICT ON CONSTRAINT ticket_entries_source DO NOTHING RETURNING ticket_id),
    changed AS (
      UPDATE tickets ticket
         SET status = CASE target.kind WHEN 'closed' THEN 'closed' ELSE 'open' END,
             changed_at = target.at,
             closed_at = CASE target.kind WHEN 'closed' THEN target.at END,
             responded_at = CASE target.kind WHEN 'reopened' THEN NULL ELSE ticket.responded_at END,
             priority = target.priority, rules = target.rules,
             first_response_due = target.first_response_due, resolution_due = target.resolution_due
        FROM target JOIN entry ON entry.ticket_id = target.id
       WHERE ticket.id = target.id RETURNING ticket.id)
    SELECT target.place::int, CASE
             WHEN changed.id IS NOT NULL THEN 'changed'
             WHEN EXISTS (SELECT FROM ticket_entries old
                           WHERE old.ticket_id = target.id AND old.source = target.source AND old.kind = target.kind)
             THEN 'repeated' ELSE 'refused' END AS outcome
      FROM target LEFT JOIN changed ON changed.id = target.id`,
};
