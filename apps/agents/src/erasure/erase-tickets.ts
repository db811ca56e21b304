import type { ErasureSource } from './erasure-source.js';

/** Their entries go with them. */
export const eraseTickets: ErasureSource = {
  statement: {
    name: 'erase-tickets',
    text: `
      WITH person AS (
        SELECT * FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS person(phone_number_id, contact_id, place)),
      gone AS (
        DELETE FROM tickets USING person
         WHERE tickets.phone_number_id = person.phone_number_id AND tickets.contact_id = person.contact_id
        RETURNING person.place)
      SELECT place::int, count(*)::int FROM gone GROUP BY place`,
  },
};
