import { formatMoney } from '../business/money.js';
import type { Language } from '../tools/tool.js';
import type { CartLine } from './carts.repository.js';
import { isCancellable, type Order } from './order.js';
import { priceCart, type Totals } from './price-cart.js';
import { fullNameOf, nameOf, type Product } from './product.js';
import type { Shop } from './shops.js';

/** A product as the model reads it. Prices are texts: there is nothing for it to calculate. */
export const toProductView = (product: Product, { currency }: Shop, language: Language) => ({
  name: nameOf(product, language),
  description: (product.translations[language]?.description ?? product.description).slice(0, 400),
  category: product.category,
  has_photo: product.imageUrl !== null,
  options: product.variants.map((variant) => ({
    sku: variant.sku,
    name: fullNameOf(product, variant, language),
    price: formatMoney(variant.priceMinor, currency, language),
    available: variant.stock === null ? 'made to order' : variant.stock,
  })),
});

/** A cart as the model reads it, before a delivery is chosen. */
export function toCartView(lines: readonly CartLine[], shop: Shop, language: Language) {
  const money = (minor: number) => formatMoney(minor, shop.currency, language);
  if (lines.length === 0) return { empty: true };
  return {
    lines: lines.map((line) => ({
      sku: line.sku,
      name: fullNameOf(line.product, line.variant, language),
      quantity: line.quantity,
      unit_price: money(line.unitPriceMinor),
      line_total: money(line.quantity * line.unitPriceMinor),
      ...(!line.isSold && { problem: 'no longer sold: remove it' }),
      ...(line.stock !== null && line.stock < line.quantity && { problem: `only ${line.stock} left` }),
    })),
    ...toTotalsView(priceCart(lines, shop, 'pickup'), shop, language),
    with_delivery: shop.delivery ? money(priceCart(lines, shop, 'delivery').totalMinor) : 'no delivery',
  };
}

export function toTotalsView(
  { subtotalMinor, deliveryMinor, taxMinor, totalMinor }: Totals,
  shop: Shop,
  language: Language,
) {
  const money = (minor: number) => formatMoney(minor, shop.currency, language);
  return {
    subtotal: money(subtotalMinor),
    delivery: money(deliveryMinor),
    tax: `${money(taxMinor)}${shop.tax?.included === false ? '' : ' (included)'}`,
    total: money(totalMinor),
    currency: shop.currency,
  };
}

export const toOrderView = (order: Order, language: Language) => ({
  number: order.number,
  status: order.status,
  placed_at: order.placedAt,
  fulfilment: order.fulfilment,
  ...(order.address && { address: order.address }),
  lines: order.lines.map(({ name, quantity }) => `${quantity} × ${name}`),
  total: formatMoney(order.totalMinor, order.currency, language),
  can_be_cancelled: isCancellable(order.status),
});
