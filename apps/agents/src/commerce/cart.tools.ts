import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { defineTool, type Tool, type ToolContext, type ToolResult, type ToolSource } from '../tools/tool.js';
import { ToolError } from '../tools/tool-error.js';
import { CartsRepository, mostLines, mostOfOne, type PutOutcome } from './carts.repository.js';
import { commerceText } from './commerce-text.js';
import { Shops } from './shops.js';
import { toCartView } from './views.js';

const sku = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .describe('SKU of an option from a search, or product_id of an order message');
const pieces = z.int().min(1).max(mostOfOne).describe(`Whole pieces, 1 to ${mostOfOne}`);

/** The cart of the person. */
@Injectable()
export class CartTools implements ToolSource {
  constructor(
    @Inject(CartsRepository) private readonly carts: CartsRepository,
    @Inject(Shops) private readonly shops: Shops,
  ) {}

  tools(): Tool[] {
    return [this.viewCart, this.addToCart, this.changeCart, this.cartFromOrder, this.emptyCart];
  }

  private readonly viewCart = defineTool({
    name: 'view_cart',
    description: 'Answers what is in the cart of the person, with prices, tax and total.',
    input: z.strictObject({}),
    effect: 'read',
    run: (_, context) => this.view(context),
  });

  private readonly addToCart = defineTool({
    name: 'add_to_cart',
    description: 'Puts pieces of one option into the cart, on top of those that are there. Answers the cart.',
    input: z.strictObject({ sku, quantity: pieces }),
    effect: 'write',
    run: async (input, context) => {
      const { businessId } = this.shops.of(context.phoneNumberId);
      await this.checkRoom(context, businessId, input.sku);
      check(await this.carts.add(context, businessId, input.sku, input.quantity));
      return this.view(context);
    },
  });

  private readonly changeCart = defineTool({
    name: 'change_cart',
    description: 'Sets how many pieces of one option are in the cart; 0 takes it out. Answers the cart.',
    input: z.strictObject({ sku, quantity: z.int().min(0).max(mostOfOne) }),
    effect: 'write',
    run: async (input, context) => {
      const { businessId } = this.shops.of(context.phoneNumberId);
      if (input.quantity === 0) await this.carts.remove(context, input.sku);
      else {
        await this.checkRoom(context, businessId, input.sku);
        check(await this.carts.set(context, businessId, input.sku, input.quantity));
      }
      return this.view(context);
    },
  });

  private readonly cartFromOrder = defineTool({
    name: 'cart_from_order',
    description:
      "Makes the cart of an order that the person sent from WhatsApp's own catalogue: its items replace what was in the cart. Prices are the shop's own. Answers the cart and what is not sold.",
    input: z.strictObject({
      items: z
        .array(z.strictObject({ sku, quantity: pieces }))
        .min(1)
        .max(mostLines),
    }),
    effect: 'write',
    run: async ({ items }, context) => {
      const { businessId } = this.shops.of(context.phoneNumberId);
      const wanted = new Map<string, number>();
      for (const item of items) wanted.set(item.sku, Math.min((wanted.get(item.sku) ?? 0) + item.quantity, mostOfOne));
      const sold = await this.carts.replace(context, businessId, wanted);
      const notSold = [...wanted.keys()].filter((item) => !sold.includes(item));
      if (sold.length === 0)
        throw new ToolError('not_found', 'Nothing of this order is sold here.', { not_sold: notSold });
      const { content, slots } = await this.view(context);
      return { content: { cart: content, ...(notSold.length > 0 && { not_sold: notSold }) }, slots };
    },
  });

  private readonly emptyCart = defineTool({
    name: 'empty_cart',
    description: 'Takes everything out of the cart, after the person has confirmed it.',
    input: z.strictObject({}),
    effect: 'confirmed',
    summarise: async (_, context) => {
      const lines = await this.lines(context);
      if (lines.length === 0) throw new ToolError('empty', 'The cart is empty already.');
      return commerceText('askEmpty', context.language, { count: `${lines.length}` });
    },
    run: async (_, context) => {
      await this.carts.empty(context);
      return { content: { empty: true }, said: commerceText('emptied', context.language) };
    },
  });

  private async lines(context: ToolContext) {
    const { businessId } = this.shops.of(context.phoneNumberId);
    return this.carts.view(context, businessId);
  }

  private async view(context: ToolContext): Promise<ToolResult> {
    const shop = this.shops.of(context.phoneNumberId);
    const lines = await this.carts.view(context, shop.businessId);
    // A cart with something in it is what /status and /cancel are about
    const slots = { slotsJson: '', phase: lines.length > 0 ? 'cart' : '', openQuestion: '' };
    return { content: toCartView(lines, shop, context.language), slots };
  }

  private async checkRoom(context: ToolContext, businessId: string, wanted: string): Promise<void> {
    const lines = await this.carts.view(context, businessId);
    if (lines.length < mostLines || lines.some((line) => line.sku === wanted)) return;
    throw new ToolError('cart_full', `A cart holds ${mostLines} different products at most.`);
  }
}

function check({ isSold, stock, held, isPut, wasPut }: PutOutcome): void {
  if (isPut || wasPut) return;
  if (!isSold) throw new ToolError('not_found', 'There is no such SKU here. Search again.');
  const details = { available: stock ?? mostOfOne, in_cart: held };
  throw new ToolError('not_enough', 'There are not as many. Tell the person how many there are.', details);
}
