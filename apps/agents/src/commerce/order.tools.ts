import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { formatMoney } from '../business/money.js';
import {
  defineTool,
  type Language,
  type Question,
  type Tool,
  type ToolContext,
  type ToolSource,
} from '../tools/tool.js';
import { ToolError } from '../tools/tool-error.js';
import { CartsRepository } from './carts.repository.js';
import { CheckoutService } from './checkout.service.js';
import { commerceText } from './commerce-text.js';
import { describeOrder } from './describe-order.js';
import { type Delivery, isCancellable, type Order, type Quote, quoteSchema, type Refusal } from './order.js';
import { OrdersService } from './orders.service.js';
import { priceCart } from './price-cart.js';
import { type Shop, Shops } from './shops.js';
import { toOrderView } from './views.js';

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text.replace(/\s+/g, ' '));
const number = z.string().trim().min(3).max(24).describe('Such as P-7KQ-43M');
const notFound = new ToolError('not_found', 'The person has no such order. Ask for the number, or list their orders.');

/** From the cart to an order, and what becomes of it. */
@Injectable()
export class OrderTools implements ToolSource {
  constructor(
    @Inject(CartsRepository) private readonly carts: CartsRepository,
    @Inject(CheckoutService) private readonly checkouts: CheckoutService,
    @Inject(OrdersService) private readonly orders: OrdersService,
    @Inject(Shops) private readonly shops: Shops,
  ) {}

  tools(): Tool[] {
    return [this.checkout, this.orderStatus, this.cancelOrder];
  }

  private readonly checkout = defineTool({
    name: 'checkout',
    description:
      'Orders what is in the cart. The person sees the whole order with its total and decides by button; you need their name, and for a delivery the full address. Ask for what is missing first.',
    input: z.strictObject({
      fulfilment: z.enum(['delivery', 'pickup']),
      recipient: line(80).pipe(z.string().min(2)).describe('Name for the order, as the person gave it'),
      address: line(300).default('').describe('For a delivery: street, number, town, and what helps to find it'),
      note: line(300).default('').describe('A wish of the person for this order, or empty'),
    }),
    effect: 'confirmed',
    summarise: (input, context) => this.quote(input, context),
    run: async (input, context) => {
      const quote = quoteSchema.parse(context.bound);
      const shop = this.shops.of(context.phoneNumberId);
      const { order, refusal } = await this.checkouts.place(context, shop, input, quote);
      if (refusal) throw toError(refusal, quote, shop, context);
      const amount = formatMoney(order.totalMinor, shop.currency, context.language);
      return {
        content: { placed: true, ...toOrderView(order, context.language) },
        said: commerceText('placed', context.language, { number: order.number, amount }),
      };
    },
  });

  private readonly orderStatus = defineTool({
    name: 'order_status',
    description: 'Answers the state of one order, or of the newest five when the person gives no number.',
    input: z.strictObject({ number: number.optional() }),
    effect: 'read',
    run: async (input, context) => {
      const wanted = input.number ? await this.orders.find(context, input.number) : undefined;
      if (input.number && !wanted) throw notFound;
      const orders = wanted ? [wanted] : await this.orders.newest(context);
      return { content: { orders: orders.map((order) => toOrderView(order, context.language)) } };
    },
  });

  private readonly cancelOrder = defineTool({
    name: 'cancel_order',
    description: 'Cancels an order that is not being prepared yet, after the person has confirmed it.',
    input: z.strictObject({ number }),
    effect: 'confirmed',
    summarise: async (input, context) => {
      const order = await this.orders.find(context, input.number);
      if (!order) throw notFound;
      if (!isCancellable(order.status)) throw tooLate(order, context);
      const amount = formatMoney(order.totalMinor, order.currency, context.language);
      return commerceText('askCancel', context.language, { number: order.number, amount });
    },
    run: async (input, context) => {
      await this.orders.cancel(context, input.number);
      const order = await this.orders.find(context, input.number);
      if (!order) throw notFound;
      if (order.status !== 'cancelled') throw tooLate(order, context);
      const said = commerceText('cancelled', context.language, { number: order.number });
      return { content: { cancelled: true, number: order.number }, said };
    },
  });

  /** The order as it would be now; what it costs is bound to the question. */
  private async quote(delivery: Delivery, context: ToolContext): Promise<Question> {
    const shop = this.shops.of(context.phoneNumberId);
    const lines = await this.carts.view(context, shop.businessId);
    const problem = checkOrder(lines, shop, delivery, context.language);
    if (problem) throw problem;
    const totals = priceCart(lines, shop, delivery.fulfilment);
    const bound: Quote = {
      currency: shop.currency,
      totalMinor: totals.totalMinor,
      lines: lines.map(({ variantId, quantity, unitPriceMinor }) => ({ variantId, quantity, unitPriceMinor })),
    };
    return { text: describeOrder(lines, totals, shop, delivery, context.language), bound };
  }
}

type Line = Awaited<ReturnType<CartsRepository['view']>>[number];

function checkOrder(
  lines: readonly Line[],
  shop: Shop,
  { fulfilment, address }: Delivery,
  language: Language,
): ToolError | undefined {
  if (lines.length === 0) return new ToolError('empty', 'The cart is empty.');
  const gone = lines.filter(({ isSold, stock, quantity }) => !isSold || (stock !== null && stock < quantity));
  if (gone.length > 0)
    return new ToolError('not_enough', 'Some of it cannot be had any more: view the cart and tell the person.', {
      skus: gone.map(({ sku }) => sku),
    });
  if (fulfilment === 'pickup') {
    return shop.delivery?.pickup === false ? new ToolError('no_pickup', 'Nothing can be picked up here.') : undefined;
  }
  if (!shop.delivery) return new ToolError('no_delivery', 'Nothing is delivered: offer to pick it up.');
  if (address.length < 8) return new ToolError('no_address', 'Ask the person for the full address first.');
  const { subtotalMinor } = priceCart(lines, shop, fulfilment);
  if (subtotalMinor >= shop.delivery.minimumMinor) return undefined;
  const minimum = formatMoney(shop.delivery.minimumMinor, shop.currency, language);
  return new ToolError('below_minimum', 'This is less than what is delivered.', { minimum });
}

function toError(refusal: Refusal, quote: Quote, { currency }: Shop, { language }: ToolContext): ToolError {
  const money = (minor: number) => formatMoney(minor, currency, language);
  if (refusal.code === 'cart_changed') {
    const said = commerceText('cartChanged', language);
    return new ToolError(
      'cart_changed',
      'The cart is not what the person confirmed.',
      {},
      { said, isNewQuestion: true },
    );
  }
  if (refusal.code === 'price_changed') {
    const details = { confirmed_total: money(quote.totalMinor), new_total: money(refusal.newTotalMinor) };
    const said = commerceText('priceChanged', language, { amount: details.new_total });
    const message = 'A price changed after the question. Nothing was ordered.';
    return new ToolError('price_changed', message, details, { said, isNewQuestion: true });
  }
  const names = refusal.missing.map(({ name, available }) =>
    commerceText(available > 0 ? 'available' : 'soldOut', language, { name, count: `${available}` }),
  );
  const said = commerceText('outOfStock', language, { names: names.join(', ') });
  return new ToolError(
    'out_of_stock',
    'Somebody was faster. Nothing was ordered.',
    { missing: refusal.missing },
    { said },
  );
}

function tooLate({ number: order, status }: Order, { language }: ToolContext): ToolError {
  const said = commerceText('tooLate', language, { number: order, status: commerceText(`status_${status}`, language) });
  return new ToolError('too_late', 'It can no longer be cancelled. Offer a person of the team.', { status }, { said });
}
