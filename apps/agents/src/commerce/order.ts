import { z } from 'zod';
import type { Fulfilment, Totals } from './price-cart.js';

export type OrderStatus = 'placed' | 'preparing' | 'on_the_way' | 'delivered' | 'cancelled';

export const isCancellable = (status: OrderStatus): boolean => status === 'placed';

export interface Order extends Totals {
  number: string;
  status: OrderStatus;
  fulfilment: Fulfilment;
  recipient: string | null;
  address: string | null;
  note: string | null;
  currency: string;
  placedAt: Date;
  lines: { sku: string; name: string; quantity: number; unitPriceMinor: number; totalMinor: number }[];
}

/** What the person saw when they were asked: an order is made of exactly this, or not at all. */
export const quoteSchema = z.object({
  currency: z.string(),
  totalMinor: z.int().min(0),
  lines: z.array(z.object({ variantId: z.uuid(), quantity: z.int().min(1), unitPriceMinor: z.int().min(0) })).min(1),
});

export type Quote = z.infer<typeof quoteSchema>;

export interface Delivery {
  fulfilment: Fulfilment;
  recipient: string;
  address: string;
  note: string;
}

/** Why no order was made; each is something that the person can decide about. */
export type Refusal =
  | { code: 'cart_changed' }
  | { code: 'price_changed'; newTotalMinor: number }
  | { code: 'out_of_stock'; missing: { sku: string; name: string; available: number }[] };
