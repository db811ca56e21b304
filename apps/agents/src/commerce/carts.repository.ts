import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { ToolContext } from '../tools/tool.js';
import { EMPTY_CART, PUT_LINE, REMOVE_LINE, REPLACE_CART, VIEW_CART } from './cart-statements.js';
import type { PricedLine } from './price-cart.js';
import type { Product, Variant } from './product.js';

export const mostOfOne = 999;
export const mostLines = 50;

export interface CartLine extends PricedLine {
  variantId: string;
  sku: string;
  stock: number | null;
  isSold: boolean;
  product: Pick<Product, 'name' | 'translations'>;
  variant: Pick<Variant, 'name' | 'translations'>;
}

export interface PutOutcome {
  isSold: boolean;
  stock: number | null;
  /** Before this call. */
  held: number;
  isPut: boolean;
  /** By an earlier attempt of the same turn. */
  wasPut: boolean;
}

type Owner = Pick<ToolContext, 'phoneNumberId' | 'contactId' | 'turnId'>;

/** One cart for each person and number. */
@Injectable()
export class CartsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  view({ phoneNumberId, contactId }: Owner, businessId: string): Promise<CartLine[]> {
    return this.database.query<CartLine>(VIEW_CART, [phoneNumberId, contactId, businessId]);
  }

  /** On top of what is there: once in a turn for each product, so that a repeated turn cannot double it. */
  add(owner: Owner, businessId: string, sku: string, quantity: number): Promise<PutOutcome> {
    return this.put(owner, businessId, sku, quantity, `add_to_cart ${sku}`, false);
  }

  set(owner: Owner, businessId: string, sku: string, quantity: number): Promise<PutOutcome> {
    return this.put(owner, businessId, sku, quantity, `change_cart ${sku} ${quantity}`, true);
  }

  async remove({ phoneNumberId, contactId }: Owner, sku: string): Promise<boolean> {
    return (await this.database.query(REMOVE_LINE, [phoneNumberId, contactId, sku])).length > 0;
  }

  async empty({ phoneNumberId, contactId }: Owner): Promise<void> {
    await this.database.query(EMPTY_CART, [phoneNumberId, contactId]);
  }

  /** The skus that are sold; when none is, the cart stays as it was. */
  async replace({ phoneNumberId, contactId, turnId }: Owner, businessId: string, items: ReadonlyMap<string, number>) {
    const values = [
      phoneNumberId,
      contactId,
      turnId,
      'cart_from_order',
      businessId,
      [...items.keys()],
      [...items.values()],
    ];
    const rows = await this.database.query<{ sku: string }>(REPLACE_CART, values);
    return rows.map(({ sku }) => sku);
  }

  private async put(
    { phoneNumberId, contactId, turnId }: Owner,
    businessId: string,
    sku: string,
    quantity: number,
    effect: string,
    isAbsolute: boolean,
  ): Promise<PutOutcome> {
    const values = [phoneNumberId, contactId, turnId, effect, businessId, sku, quantity, isAbsolute, mostOfOne];
    const [outcome] = await this.database.query<PutOutcome>(PUT_LINE, values);
    return outcome!;
  }
}
