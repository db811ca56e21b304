import type { Statement } from '#libs/database';

/** $1 number, $2 contact, $3 business. Also what cannot be bought any more, so that the person can be told. */
export const VIEW_CART: Statement = {
  name: 'cart-view',
  text: `
    SELECT v.id AS "variantId", v.sku, l.quantity, v.price_minor::float8 AS "unitPriceMinor", v.stock,
           p.tax_basis_points AS "taxBasisPoints", v.active AND p.active AS "isSold",
           jsonb_build_object('name', p.name, 'translations', p.translations) AS product,
           jsonb_build_object('name', v.name, 'translations', v.translations) AS variant
    FROM carts c JOIN cart_lines l ON l.cart_id = c.id JOIN product_variants v ON v.id = l.variant_id
    JOIN products p ON p.id = v.product_id
    WHERE c.phone_number_id = $1 AND c.contact_id = $2 AND v.business_id = $3
    ORDER BY l.position`,
};

/**
 * $1 number, $2 contact, $3 turn, $4 effect, $5 business, $6 sku, $7 quantity, $8 whether that is the new quantity or comes on
 * top, $9 the most of one. The effect's row and the line are written together: a repeated turn changes nothing.
 */
export const PUT_LINE: Statement = {
  name: 'cart-put',
  text: `
    WITH wanted AS (
      SELECT v.id, v.stock FROM product_variants v JOIN products p ON p.id = v.product_id
      WHERE v.business_id = $5 AND v.sku = $6 AND v.active AND p.active
    ), held AS (
      SELECT l.quantity FROM wanted JOIN cart_lines l ON l.variant_id = wanted.id JOIN carts c ON c.id = l.cart_id
      WHERE c.phone_number_id = $1 AND c.contact_id = $2
    ), target AS (
      SELECT wanted.id, wanted.stock,
        $7::int + CASE WHEN $8::boolean THEN 0 ELSE COALESCE((SELECT quantity FROM held), 0) END AS quantity
      FROM wanted
    ), fresh AS (
      INSERT INTO tool_effects (phone_number_id, contact_id, turn_id, effect, result)
      SELECT $1, $2, $3, $4, '{}' FROM target
      WHERE target.quantity <= $9::int AND (target.stock IS NULL OR target.quantity <= target.stock)
      ON CONFLICT DO NOTHING RETURNING 1
    ), cart AS (
      INSERT INTO carts (phone_number_id, contact_id, business_id) SELECT $1, $2, $5 FROM fresh
      ON CONFLICT ON CONSTRAINT carts_contact DO UPDATE SET updated_at = now(), business_id = EXCLUDED.business_id
      RETURNING id
    ), line AS (
      INSERT INTO cart_lines (cart_id, variant_id, quantity) SELECT cart.id, target.id, target.quantity FROM cart, target
      ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = EXCLUDED.quantity RETURNING 1
    )
    SELECT EXISTS (SELECT 1 FROM wanted) AS "isSold", (SELECT stock FROM wanted) AS stock,
      COALESCE((SELECT quantity FROM held), 0) AS held, EXISTS (SELECT 1 FROM line) AS "isPut",
      EXISTS (SELECT 1 FROM tool_effects WHERE phone_number_id = $1 AND contact_id = $2 AND turn_id = $3 AND effect = $4)
        AS "wasPut"`,
};

/** $1 number, $2 contact, $3 sku. */
export const REMOVE_LINE: Statement = {
  name: 'cart-remove',
  text: `
    DELETE FROM cart_lines l USING carts c, product_variants v
    WHERE c.phone_number_id = $1 AND c.contact_id = $2 AND l.cart_id = c.id AND v.id = l.variant_id AND v.sku = $3
    RETURNING 1`,
};

/** $1 number, $2 contact. */
export const EMPTY_CART: Statement = {
  name: 'cart-empty',
  text: `DELETE FROM carts WHERE phone_number_id = $1 AND contact_id = $2`,
};

/** $1 number, $2 contact, $3 turn, $4 effect, $5 business, $6 skus, $7 quantities. Answers which of the skus are sold. */
export const REPLACE_CART: Statement = {
  name: 'cart-replace',
  text: `
    WITH wanted AS (
      SELECT v.id, w.sku, w.quantity, w.place
      FROM unnest($6::text[], $7::int[]) WITH ORDINALITY AS w(sku, quantity, place)
      JOIN product_variants v ON v.business_id = $5 AND v.sku = w.sku AND v.active
      JOIN products p ON p.id = v.product_id AND p.active
    ), fresh AS (
      INSERT INTO tool_effects (phone_number_id, contact_id, turn_id, effect, result)
      SELECT $1, $2, $3, $4, '{}' WHERE EXISTS (SELECT 1 FROM wanted)
      ON CONFLICT DO NOTHING RETURNING 1
    ), cart AS (
      INSERT INTO carts (phone_number_id, contact_id, business_id) SELECT $1, $2, $5 FROM fresh
      ON CONFLICT ON CONSTRAINT carts_contact DO UPDATE SET updated_at = now(), business_id = EXCLUDED.business_id
      RETURNING id
    ), gone AS (
      DELETE FROM cart_lines l USING cart WHERE l.cart_id = cart.id AND l.variant_id NOT IN (SELECT id FROM wanted)
    ), lines AS (
      INSERT INTO cart_lines (cart_id, variant_id, quantity)
      SELECT cart.id, wanted.id, wanted.quantity FROM cart, wanted ORDER BY wanted.place
      ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = EXCLUDED.quantity
    )
    SELECT sku FROM wanted`,
};

/** $1 days, $2 rows at most. Their lines go with them. */
export const FORGET_CARTS: Statement = {
  name: 'carts-forget',
  text: `
    WITH old AS (
      SELECT id FROM carts WHERE updated_at < now() - $1::int * interval '1 day'
      ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ), gone AS (DELETE FROM carts c USING old WHERE c.id = old.id RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

/** $1 days, $2 rows at most. */
export const FORGET_EFFECTS: Statement = {
  name: 'effects-forget',
  text: `
    WITH old AS (
      SELECT ctid FROM tool_effects WHERE created_at < now() - $1::int * interval '1 day'
      ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ), gone AS (DELETE FROM tool_effects e USING old WHERE e.ctid = old.ctid RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
