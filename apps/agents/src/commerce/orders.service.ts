import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { ToolContext } from '../tools/tool.js';
import { isCancellable, type Order, type OrderStatus } from './order.js';
import { readOrderNumber } from './order-number.js';
import { CANCEL_ORDER, FIND_ORDERS, LOCK_ORDER, LOCK_TAKEN, TAKE_STOCK } from './order-statements.js';

type Owner = Pick<ToolContext, 'phoneNumberId' | 'contactId'>;

/** Orders of a person. Whoever names another person's order finds nothing. */
@Injectable()
export class OrdersService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The newest first. */
  newest({ phoneNumberId, contactId }: Owner): Promise<Order[]> {
    return this.database.query<Order>(FIND_ORDERS, [phoneNumberId, contactId, '']);
  }

  async find({ phoneNumberId, contactId }: Owner, number: string): Promise<Order | undefined> {
    const [order] = await this.database.query<Order>(FIND_ORDERS, [phoneNumberId, contactId, readOrderNumber(number)]);
    return order;
  }

  /**
   * Gives the stock back once: an order that is cancelled already stays as it is. Answers the status before, undefined when
   * there is no such order of this person.
   */
  cancel({ phoneNumberId, contactId }: Owner, number: string): Promise<OrderStatus | undefined> {
    const values = [phoneNumberId, contactId, readOrderNumber(number)];
    return this.database.transaction(async (client) => {
      const [order] = (await client.query<{ id: string; status: OrderStatus }>({ ...LOCK_ORDER, values })).rows;
      if (!order || !isCancellable(order.status)) return order?.status;
      const taken = await client.query<{ variantId: string; quantity: number }>({ ...LOCK_TAKEN, values: [order.id] });
      const ids = taken.rows.map(({ variantId }) => variantId);
      await client.query({ ...TAKE_STOCK, values: [ids, taken.rows.map(({ quantity }) => -quantity)] });
      await client.query({ ...CANCEL_ORDER, values: [order.id] });
      return order.status;
    });
  }
}
