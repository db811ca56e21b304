import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { AppError } from '#libs/errors';
import type { Language, ToolContext } from '../tools/tool.js';
import { VIEW_CART } from './cart-statements.js';
import type { CartLine } from './carts.repository.js';
import type { Delivery, Order, Quote, Refusal } from './order.js';
import { newOrderNumber } from './order-number.js';
import {
  DROP_CART,
  FIND_BY_SOURCE,
  INSERT_LINES,
  INSERT_ORDER,
  LOCK_CART,
  LOCK_VARIANTS,
  TAKE_STOCK,
} from './order-statements.js';
import { priceCart } from './price-cart.js';
import { fullNameOf } from './product.js';
import type { Shop } from './shops.js';

/** Numbers are drawn; one that is taken is drawn again. */
const draws = 5;

export type CheckoutOutcome = { order: Order; refusal?: undefined } | { order?: undefined; refusal: Refusal };

interface Locked {
  variantId: string;
  unitPriceMinor: number;
  stock: number | null;
}

/** Makes an order of a cart: all of it in one transaction, with what the person was shown, or nothing at all. */
@Injectable()
export class CheckoutService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The same confirmation makes one order, however often it is repeated: `context.turnId` is its key. */
  place(context: ToolContext, shop: Shop, delivery: Delivery, quote: Quote): Promise<CheckoutOutcome> {
    const { phoneNumberId, contactId, turnId } = context;
    const owner = [phoneNumberId, contactId];
    return this.database.transaction(async (client) => {
      const [cart] = (await client.query<{ id: string }>({ ...LOCK_CART, values: owner })).rows;
      const placed = async () => (await client.query<Order>({ ...FIND_BY_SOURCE, values: [...owner, turnId] })).rows[0];
      const before = await placed();
      if (before) return { order: before };
      if (!cart) return { refusal: { code: 'cart_changed' } };
      const lines = (await client.query<CartLine>({ ...VIEW_CART, values: [...owner, shop.businessId] })).rows;
      if (!isQuoted(lines, quote)) return { refusal: { code: 'cart_changed' } };
      const reserved = await reserve(client, lines, quote, shop, delivery, context.language);
      if (!Array.isArray(reserved)) return { refusal: reserved };
      await insert(client, reserved, context, shop, delivery);
      await client.query({ ...DROP_CART, values: [cart.id] });
      return { order: (await placed())! };
    });
  }
}

function isQuoted(lines: readonly CartLine[], quote: Quote): boolean {
  const quantities = new Map(quote.lines.map(({ variantId, quantity }) => [variantId, quantity]));
  return (
    lines.length === quantities.size &&
    lines.every(({ variantId, quantity, isSold }) => isSold && quantities.get(variantId) === quantity)
  );
}

/**
 * Looks once more, under locks, at what may have changed since the question, and takes the stock. Answers the lines as they are
 * sold; a refusal comes before anything is changed.
 */
async function reserve(
  client: Transaction,
  lines: readonly CartLine[],
  quote: Quote,
  shop: Shop,
  { fulfilment }: Delivery,
  language: Language,
): Promise<CartLine[] | Refusal> {
  const ids = lines.map(({ variantId }) => variantId);
  const rows = (await client.query<Locked>({ ...LOCK_VARIANTS, values: [ids] })).rows;
  const locked = new Map(rows.map((row) => [row.variantId, row]));
  const sold = lines.map((line) => ({ ...line, ...locked.get(line.variantId)! }));
  const missing = sold
    .filter(({ stock, quantity }) => stock !== null && stock < quantity)
    .map((line) => ({
      sku: line.sku,
      name: fullNameOf(line.product, line.variant, language),
      available: line.stock ?? 0,
    }));
  if (missing.length > 0) return { code: 'out_of_stock', missing };
  const quoted = new Map(quote.lines.map((line) => [line.variantId, line.unitPriceMinor]));
  const { totalMinor } = priceCart(sold, shop, fulfilment);
  const isSame =
    quote.currency === shop.currency &&
    quote.totalMinor === totalMinor &&
    sold.every(({ variantId, unitPriceMinor }) => quoted.get(variantId) === unitPriceMinor);
  if (!isSame) return { code: 'price_changed', newTotalMinor: totalMinor };
  await client.query({ ...TAKE_STOCK, values: [ids, lines.map(({ quantity }) => quantity)] });
  return sold;
}

async function insert(
  client: Transaction,
  lines: readonly CartLine[],
  { phoneNumberId, contactId, conversationId, turnId, language }: ToolContext,
  shop: Shop,
  { fulfilment, recipient, address, note }: Delivery,
): Promise<void> {
  const { subtotalMinor, deliveryMinor, taxMinor, totalMinor } = priceCart(lines, shop, fulfilment);
  const where = [fulfilment, recipient, address || null, note || null];
  const amounts = [shop.currency, subtotalMinor, deliveryMinor, taxMinor, totalMinor];
  for (let draw = 0; draw < draws; draw += 1) {
    const who = [phoneNumberId, contactId, conversationId, shop.businessId, newOrderNumber(), turnId];
    const [order] = (await client.query<{ id: string }>({ ...INSERT_ORDER, values: [...who, ...where, ...amounts] }))
      .rows;
    if (!order) continue;
    await client.query({
      ...INSERT_LINES,
      values: [
        order.id,
        lines.map(({ variantId }) => variantId),
        lines.map(({ sku }) => sku),
        lines.map((line) => fullNameOf(line.product, line.variant, language)),
        lines.map(({ quantity }) => quantity),
        lines.map(({ unitPriceMinor }) => unitPriceMinor),
        lines.map(({ stock }) => stock !== null),
      ],
    });
    return;
  }
  throw new AppError('INTERNAL', { message: 'no order number was free' });
}
