import type { Statement } from '#libs/database';

const order = `
  o.number, o.status, o.fulfilment, o.recipient, o.address, o.note, o.currency, o.subtotal_minor::float8 AS "subtotalMinor",
  o.delivery_minor::float8 AS "deliveryMinor", o.tax_minor::float8 AS "taxMinor", o.total_minor::float8 AS "totalMinor",
  o.placed_at AS "placedAt",
  (SELECT jsonb_agg(jsonb_build_object('sku', l.sku, 'name', l.name, 'quantity', l.quantity,
     'unitPriceMinor', l.unit_price_minor, 'totalMinor', l.total_minor) ORDER BY l.position)
   FROM order_lines l WHERE l.order_id = o.id) AS lines`;

/** $1 number, $2 contact, $3 the order's number or '' for the newest five. */
export const FIND_ORDERS: Statement = {
  name: 'orders-find',
  text: `
    SELECT ${order} FROM orders o
    WHERE o.phone_number_id = $1 AND o.contact_id = $2 AND ($3::text = '' OR o.number = $3)
    ORDER BY o.placed_at DESC LIMIT 5`,
};

/** $1 number, $2 contact: until it commits nobody else changes this cart or makes an order of it. */
export const LOCK_CART: Statement = {
  name: 'checkout-lock-cart',
  text: `SELECT id FROM carts WHERE phone_number_id = $1 AND contact_id = $2 FOR UPDATE`,
};

/** $1 number, $2 contact, $3 source. */
export const FIND_BY_SOURCE: Statement = {
  name: 'checkout-find',
  text: `SELECT ${order} FROM orders o WHERE o.phone_number_id = $1 AND o.contact_id = $2 AND o.source = $3`,
};

/** $1 ids of variants. Always in the order of their ids: two checkouts wait for each other and never in a circle. */
export const LOCK_VARIANTS: Statement = {
  name: 'checkout-lock-variants',
  text: `
    SELECT v.id AS "variantId", v.price_minor::float8 AS "unitPriceMinor", v.stock FROM product_variants v
    WHERE v.id = ANY($1::uuid[]) ORDER BY v.id FOR UPDATE`,
};

/** $1 ids of variants, $2 pieces, in the same order; negative ones come back. What is not counted stays uncounted. */
export const TAKE_STOCK: Statement = {
  name: 'checkout-take-stock',
  text: `
    UPDATE product_variants v SET stock = v.stock - taken.quantity
    FROM unnest($1::uuid[], $2::int[]) AS taken(id, quantity) WHERE v.id = taken.id AND v.stock IS NOT NULL`,
};

/** No row when the number is taken. */
export const INSERT_ORDER: Statement = {
  name: 'checkout-insert-order',
  text: `
    INSERT INTO orders (phone_number_id, contact_id, conversation_id, business_id, number, source, fulfilment, recipient,
      address, note, currency, subtotal_minor, delivery_minor, tax_minor, total_minor)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    ON CONFLICT ON CONSTRAINT orders_number DO NOTHING RETURNING id`,
};

/** $1 order, then one array for each column. */
export const INSERT_LINES: Statement = {
  name: 'checkout-insert-lines',
  text: `
    INSERT INTO order_lines (order_id, position, variant_id, sku, name, quantity, unit_price_minor, total_minor, has_stock)
    SELECT $1, line.place, line.variant_id, line.sku, line.name, line.quantity, line.price, line.quantity * line.price, line.has_stock
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::boolean[])
      WITH ORDINALITY AS line(variant_id, sku, name, quantity, price, has_stock, place)`,
};

/** $1 cart. */
export const DROP_CART: Statement = { name: 'checkout-drop-cart', text: `DELETE FROM carts WHERE id = $1` };

/** $1 number, $2 contact, $3 the order's number. Until it commits the status stays what it is. */
export const LOCK_ORDER: Statement = {
  name: 'cancel-lock-order',
  text: `
    SELECT id, status FROM orders WHERE phone_number_id = $1 AND contact_id = $2 AND number = $3 FOR UPDATE`,
};

/** $1 order. In the order of the variants' ids, as at checkout. */
export const LOCK_TAKEN: Statement = {
  name: 'cancel-lock-variants',
  text: `
    SELECT v.id AS "variantId", l.quantity FROM order_lines l JOIN product_variants v ON v.id = l.variant_id
    WHERE l.order_id = $1 AND l.has_stock ORDER BY v.id FOR UPDATE OF v`,
};

/** $1 order. */
export const CANCEL_ORDER: Statement = {
  name: 'cancel-order',
  text: `UPDATE orders SET status = 'cancelled', changed_at = now() WHERE id = $1`,
};
