import type { ErasureSource } from './erasure-source.js';

/** What was done elsewhere stays there; that it was done, for whom and with what, is forgotten. */
export const eraseMcpEffects: ErasureSource = {
  statement: {
    name: 'erase-mcp-effects',
    text: `
      WITH gone AS (
        DELETE FROM mcp_effects e USING unnest($1::text[], $2::text[]) WITH ORDINALITY AS person(phone_number_id, contact_id, place)
         WHERE e.phone_number_id = person.phone_number_id AND e.contact_id = person.contact_id
        RETURNING person.place)
      SELECT place::int, count(*)::int FROM gone GROUP BY place`,
  },
};
