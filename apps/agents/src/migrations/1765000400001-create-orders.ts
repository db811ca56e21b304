import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Carts and orders. Money is in minor units; what an order says stays true when the catalogue changes. */
export class CreateOrders1765000400001 implements MigrationInterface {
  readonly name = 'CreateOrders1765000400001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE carts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        phone_number_id text NOT NULL,
        contact_id text NOT NULL,
        business_id uuid NOT NULL REFERENCES businesses,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT carts_contact UNIQUE (phone_number_id, contact_id)
      );
      CREATE INDEX carts_updated ON carts (updated_at);

      CREATE TABLE cart_lines (
        cart_id uuid NOT NULL REFERENCES carts ON DELETE CASCADE,
        variant_id uuid NOT NULL REFERENCES product_variants ON DELETE CASCADE,
        quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 999),
        position bigint GENERATED ALWAYS AS IDENTITY,
        PRIMARY KEY (cart_id, variant_id)
      );
      CREATE INDEX cart_lines_variant ON cart_lines (variant_id);

      CREATE TABLE orders (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        phone_number_id text NOT NULL,
        contact_id text, -- NULL: the person was erased
        conversation_id text,
        business_id uuid NOT NULL REFERENCES businesses,
        number text NOT NULL, -- what people read to each other, such as P-7KQ-42M
        source text NOT NULL, -- the confirmation that made it: one confirmation makes one order
        status text NOT NULL DEFAULT 'placed'
          CHECK (status IN ('placed', 'preparing', 'on_the_way', 'delivered', 'cancelled')),
        fulfilment text NOT NULL CHECK (fulfilment IN ('delivery', 'pickup')),
        recipient text,
        address text,
        note text,
        currency text NOT NULL,
        subtotal_minor bigint NOT NULL CHECK (subtotal_minor >= 0),
        delivery_minor bigint NOT NULL CHECK (delivery_minor >= 0),
        tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
        total_minor bigint NOT NULL CHECK (total_minor >= 0),
        placed_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT orders_number UNIQUE (phone_number_id, number),
        CONSTRAINT orders_source UNIQUE (phone_number_id, source)
      );
      CREATE INDEX orders_contact ON orders (phone_number_id, contact_id, placed_at DESC);

      CREATE TABLE order_lines (
        order_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
        position int NOT NULL,
        variant_id uuid REFERENCES product_variants ON DELETE SET NULL,
        sku text NOT NULL,
        name text NOT NULL,
        quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 999),
        unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0),
        total_minor bigint NOT NULL CHECK (total_minor >= 0),
        has_stock boolean NOT NULL, -- it was taken from a counted stock, to which a cancellation gives it back
        PRIMARY KEY (order_id, position)
      );
      CREATE INDEX order_lines_variant ON order_lines (variant_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
