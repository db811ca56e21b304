import type { ErasureSource } from './erasure-source.js';

/** Carts, questions and effects go; an order keeps its lines, for the books, and loses everything that names the person. */
export const erasePurchases: ErasureSource = {
  statement: {
    name: 'erase-purchases',
    text: `
      WITH person AS (
        SELECT * FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS person(phone_number_id, contact_id, place)),
      old_carts AS (
        DELETE FROM carts USING person
         WHERE carts.phone_number_id = person.phone_number_id AND carts.contact_id = person.contact_id
        RETURNING person.place),
      old_questions AS (
        DELETE FROM confirmations USING person
         WHERE confirmations.phone_number_id = person.phone_number_id AND confirmations.contact_id = person.contact_id
        RETURNING person.place),
      old_effects AS (
        DELETE FROM tool_effects USING person
         WHERE tool_effects.phone_number_id = person.phone_number_id AND tool_effects.contact_id = person.contact_id
        RETURNING person.place),
      old_orders AS (
        UPDATE orders SET contact_id = NULL, conversation_id = NULL, recipient = NULL, address = NULL, note = NULL
          FROM person
         WHERE orders.phone_number_id = person.phone_number_id AND orders.contact_id = person.contact_id
        RETURNING person.place)
      SELECT place::int, count(*)::int
        FROM (SELECT * FROM old_carts UNION ALL SELECT * FROM old_questions UNION ALL SELECT * FROM old_effects
              UNION ALL SELECT * FROM old_orders) forgotten
       GROUP BY place`,
  },
};
