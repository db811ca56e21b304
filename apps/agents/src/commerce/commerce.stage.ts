import { Logger } from '@nestjs/common';
import type { ReplyPart } from '#libs/contracts';
import { type Database, migrate, openDatabase } from '#libs/database';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { BusinessDirectory } from '../business/business-directory.js';
import { AskFirst } from '../confirmations/ask-first.js';
import { ConfirmationsRepository } from '../confirmations/confirmations.repository.js';
import { Taps } from '../confirmations/taps.js';
import { migrations } from '../migrations/index.js';
import { checkArguments } from '../tools/check-arguments.js';
import type { Tool, ToolContext, ToolResult } from '../tools/tool.js';
import { CartTools } from './cart.tools.js';
import { CartsRepository } from './carts.repository.js';
import { CatalogueTools } from './catalogue.tools.js';
import { CheckoutService } from './checkout.service.js';
import { OrderTools } from './order.tools.js';
import { OrdersService } from './orders.service.js';
import { ProductsRepository } from './products.repository.js';
import { Shops } from './shops.js';

const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['08:00-20:00']]));
const business = (id: string, numbers: string[]) => ({
  id,
  name: id,
  phone_number_ids: numbers,
  about: 'x',
  tone: 'x',
  time_zone: 'Europe/Madrid',
  currency: 'EUR',
  tax: { name: 'IVA', percent: 10, included: true },
  hours: week,
  delivery: { text: 'x', fee: '2.50', minimum: '5.00', free_from: '30.00' },
});

interface Item {
  sku: string;
  name: string;
  price: number;
  stock?: number | null;
  words?: string;
  category?: string;
  image?: string;
}

/** What a cart or an order looks like to the model, as far as the specs look at it. */
interface View {
  total?: string;
  number?: string;
  status?: string;
  lines?: { sku: string; quantity: number }[];
  orders?: { number: string; status: string }[];
  products?: { name: string; options: { sku: string; price: string }[] }[];
}

export const delivery = { fulfilment: 'delivery', recipient: 'Ana Ruiz', address: 'Calle Mayor 1, Valencia' };
export const pickup = { fulfilment: 'pickup', recipient: 'Ana Ruiz' };

/** A bakery and a rival with their products, people who buy, and the tools of the commerce lane as a model calls them. */
export class CommerceStage {
  database!: Database;
  directory!: BusinessDirectory;
  private testDatabase!: TestDatabase;
  private tools!: Map<string, Tool>;
  private askFirst!: AskFirst;
  private taps!: Taps;
  private count = 0;

  async open(): Promise<void> {
    Logger.overrideLogger(false);
    this.testDatabase = await createTestDatabase('agents');
    await migrate({ url: this.testDatabase.url, entities: [], migrations });
    this.database = await openDatabase({ url: this.testDatabase.url, poolSize: 8, entities: [], migrations });
    await this.openShops();
    this.directory = new BusinessDirectory(this.database);
    await this.directory.refresh();
    const shops = new Shops(this.directory);
    const carts = new CartsRepository(this.database);
    const sources = [
      new CatalogueTools(new ProductsRepository(this.database), shops),
      new CartTools(carts, shops),
      new OrderTools(carts, new CheckoutService(this.database), new OrdersService(this.database), shops),
    ];
    this.tools = new Map(sources.flatMap((source) => source.tools()).map((tool) => [tool.name, tool]));
    const confirmations = new ConfirmationsRepository(this.database);
    this.askFirst = new AskFirst(confirmations);
    this.taps = new Taps(confirmations, this.askFirst);
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.testDatabase.drop();
  }

  readonly sql = <Row extends object>(text: string, values: unknown[] = []) =>
    this.database.query<Row & Record<string, unknown>>({ name: `spec${this.count++}`, text }, values);

  readonly newPerson = (more: Partial<ToolContext> = {}): ToolContext => ({
    phoneNumberId: '10001',
    contactId: `person${++this.count}`,
    conversationId: `v${this.count}`,
    turnId: 't1',
    contactName: 'Ana',
    language: 'en',
    signal: new AbortController().signal,
    ...more,
  });

  readonly nextTurn = (context: ToolContext): ToolContext => ({ ...context, turnId: `turn${++this.count}` });

  /** What a model gets that calls a tool. */
  readonly call = async (
    context: ToolContext,
    name: string,
    input: Record<string, unknown> = {},
  ): Promise<ToolResult> => {
    const tool = this.tools.get(name)!;
    const checked = checkArguments(tool, input);
    return tool.effect === 'confirmed'
      ? this.askFirst.ask('commerce', tool, checked, context)
      : tool.run(checked, context);
  };

  /** The same in a turn of its own. */
  readonly read = async (context: ToolContext, name: string, input: Record<string, unknown> = {}) =>
    (await this.call(this.nextTurn(context), name, input)).content as View;

  readonly tap = (context: ToolContext, id: string) =>
    this.taps.answer(id, (name) => this.tools.get(name), this.nextTurn(context));

  /** The question before an order. */
  readonly checkout = async (context: ToolContext, input: Record<string, unknown> = pickup) =>
    buttonsOf((await this.call(this.nextTurn(context), 'checkout', input)).parts);

  readonly stockOf = async (sku: string) =>
    (await this.sql<{ stock: number }>('SELECT stock FROM product_variants WHERE sku = $1', [sku]))[0]!.stock;

  readonly ordersOf = ({ contactId }: ToolContext) =>
    this.sql<{ number: string }>('SELECT * FROM orders WHERE contact_id = $1', [contactId]);

  private async openShops(): Promise<void> {
    for (const [key, numbers] of [
      ['bakery', ['10001']],
      ['rival', ['20002']],
    ] as const) {
      await this.sql(
        `WITH b AS (INSERT INTO businesses (key, currency, facts, content_hash) VALUES ($1, 'EUR', $2, 'h') RETURNING id)
         INSERT INTO business_numbers (phone_number_id, business_id) SELECT unnest($3::text[]), id FROM b`,
        [key, JSON.stringify(business(key, [...numbers])), numbers],
      );
    }
    await this.stockUp('bakery', [
      {
        sku: 'LOAF',
        name: 'Sourdough loaf',
        price: 590,
        stock: 10,
        words: 'hogaza pão de massa-mãe',
        image: 'https://x.test/loaf.jpg',
      },
      { sku: 'RYE', name: 'Rye bread', price: 680, words: 'pan de centeno pão de centeio' },
      {
        sku: 'CAKE',
        name: 'Chocolate cake',
        price: 2_400,
        stock: 3,
        words: 'tarta de chocolate bolo',
        category: 'Cakes',
      },
      { sku: 'LAST', name: 'Last croissant', price: 180, stock: 1, words: 'cruasán' },
      { sku: 'A1', name: 'Roll A', price: 100, stock: 500 },
      { sku: 'A2', name: 'Roll B', price: 200, stock: 500 },
    ]);
    await this.stockUp('rival', [{ sku: 'SECRET', name: 'Sourdough of the rival', price: 1, stock: 5 }]);
  }

  private async stockUp(key: string, items: Item[]): Promise<void> {
    for (const { sku, name, price, stock = null, words = '', category = 'Breads', image = null } of items)
      await this.sql(
        `WITH p AS (
           INSERT INTO products (business_id, sku, name, category, image_url, words, content_hash, translations)
           SELECT id, $2, $3, $4, $5, unaccent(lower($3 || ' ' || $6)), '', jsonb_build_object('es', jsonb_build_object('name', $3 || ' (es)'))
           FROM businesses WHERE key = $1 RETURNING id, business_id)
         INSERT INTO product_variants (product_id, business_id, sku, price_minor, currency, stock, content_hash)
         SELECT id, business_id, $2, $7, 'EUR', $8, '' FROM p`,
        [key, sku, name, category, image, words, price, stock],
      );
  }
}

export const buttonsOf = (parts: ReplyPart[] | undefined) => {
  const content = parts?.find((part) => part.content?.$case === 'buttons')?.content;
  if (content?.$case !== 'buttons') throw new Error('no buttons');
  return { body: content.value.body, confirm: content.value.choices[0]!.id, decline: content.value.choices[1]!.id };
};
