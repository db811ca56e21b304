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
import { FORGET_CARTS, FORGET_EFFECTS } from './cart-statements.js';
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

describe('the commerce lane', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let directory: BusinessDirectory;
  let tools: Map<string, Tool>;
  let askFirst: AskFirst;
  let taps: Taps;
  let people = 0;

  let statements = 0;
  const sql = <Row extends object>(text: string, values: unknown[] = []) =>
    database.query<Row & Record<string, unknown>>({ name: `spec${statements++}`, text }, values);
  const newPerson = (more: Partial<ToolContext> = {}): ToolContext => ({
    phoneNumberId: '10001',
    contactId: `person${++people}`,
    conversationId: `v${people}`,
    turnId: 't1',
    contactName: 'Ana',
    language: 'en',
    signal: new AbortController().signal,
    ...more,
  });
  let turns = 0;
  const nextTurn = (context: ToolContext): ToolContext => ({ ...context, turnId: `turn${++turns}` });

  const call = async (context: ToolContext, name: string, input: Record<string, unknown> = {}): Promise<ToolResult> => {
    const tool = tools.get(name)!;
    const checked = checkArguments(tool, input);
    return tool.effect === 'confirmed' ? askFirst.ask('commerce', tool, checked, context) : tool.run(checked, context);
  };
  const read = async (context: ToolContext, name: string, input: Record<string, unknown> = {}) =>
    (await call(nextTurn(context), name, input)).content as View;
  const buttonsOf = (parts: ReplyPart[] | undefined) => {
    const content = parts?.find((part) => part.content?.$case === 'buttons')?.content;
    if (content?.$case !== 'buttons') throw new Error('no buttons');
    return { body: content.value.body, confirm: content.value.choices[0]!.id, decline: content.value.choices[1]!.id };
  };
  const tap = (context: ToolContext, id: string) => taps.answer(id, (name) => tools.get(name), nextTurn(context));

  const delivery = { fulfilment: 'delivery', recipient: 'Ana Ruiz', address: 'Calle Mayor 1, Valencia' };
  const pickup = { fulfilment: 'pickup', recipient: 'Ana Ruiz' };
  const checkout = async (context: ToolContext, input: Record<string, unknown> = pickup) =>
    buttonsOf((await call(nextTurn(context), 'checkout', input)).parts);
  const stockOf = async (sku: string) =>
    (await sql<{ stock: number }>('SELECT stock FROM product_variants WHERE sku = $1', [sku]))[0]!.stock;
  const ordersOf = ({ contactId }: ToolContext) =>
    sql<{ number: string }>('SELECT * FROM orders WHERE contact_id = $1', [contactId]);

  const stockUp = async (key: string, items: Item[]) => {
    for (const { sku, name, price, stock = null, words = '', category = 'Breads', image = null } of items)
      await sql(
        `WITH p AS (
           INSERT INTO products (business_id, sku, name, category, image_url, words, content_hash, translations)
           SELECT id, $2, $3, $4, $5, unaccent(lower($3 || ' ' || $6)), '', jsonb_build_object('es', jsonb_build_object('name', $3 || ' (es)'))
           FROM businesses WHERE key = $1 RETURNING id, business_id)
         INSERT INTO product_variants (product_id, business_id, sku, price_minor, currency, stock, content_hash)
         SELECT id, business_id, $2, $7, 'EUR', $8, '' FROM p`,
        [key, sku, name, category, image, words, price, stock],
      );
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('agents');
    await migrate({ url: testDatabase.url, entities: [], migrations });
    database = await openDatabase({ url: testDatabase.url, poolSize: 8, entities: [], migrations });
    for (const [key, numbers] of [
      ['bakery', ['10001']],
      ['rival', ['20002']],
    ] as const) {
      await sql(
        `WITH b AS (INSERT INTO businesses (key, currency, facts, content_hash) VALUES ($1, 'EUR', $2, 'h') RETURNING id)
         INSERT INTO business_numbers (phone_number_id, business_id) SELECT unnest($3::text[]), id FROM b`,
        [key, JSON.stringify(business(key, [...numbers])), numbers],
      );
    }
    await stockUp('bakery', [
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
    await stockUp('rival', [{ sku: 'SECRET', name: 'Sourdough of the rival', price: 1, stock: 5 }]);
    directory = new BusinessDirectory(database);
    await directory.refresh();
    const shops = new Shops(directory);
    const carts = new CartsRepository(database);
    const sources = [
      new CatalogueTools(new ProductsRepository(database), shops),
      new CartTools(carts, shops),
      new OrderTools(carts, new CheckoutService(database), new OrdersService(database), shops),
    ];
    tools = new Map(sources.flatMap((source) => source.tools()).map((tool) => [tool.name, tool]));
    const confirmations = new ConfirmationsRepository(database);
    askFirst = new AskFirst(confirmations);
    taps = new Taps(confirmations, askFirst);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  describe('products', () => {
    const search = async (input: Record<string, unknown>) =>
      (await read(newPerson(), 'search_products', input)).products!.map(({ options }) => options[0]!.sku);

    it.each([
      ['sourdough', 'LOAF'],
      ['hogaza', 'LOAF'],
      ['pão de massa-mãe', 'LOAF'],
      ['PAO DE MASSA MAE', 'LOAF'],
      ['surdough', 'LOAF'],
      ['tarta chocolate', 'CAKE'],
      ['cruasan', 'LAST'],
      ['centeno integral', 'RYE'],
    ])('are found by %s', async (words, sku) => {
      expect((await search({ words }))[0]).toBe(sku);
    });

    it('are filtered by price, category and stock, and listed without words', async () => {
      expect(await search({ max_price: 5.9, min_price: 5 })).toEqual(['LOAF']);
      expect(await search({ category: 'cakes' })).toEqual(['CAKE']);
      expect(await search({})).toHaveLength(6);
      await sql(`UPDATE product_variants SET stock = 0 WHERE sku = 'CAKE'`);
      expect(await search({ category: 'cakes', in_stock: true })).toEqual([]);
      await sql(`UPDATE product_variants SET stock = 3 WHERE sku = 'CAKE'`);
    });

    it('that do not exist are not found, and the categories are named', async () => {
      const view = await read(newPerson(), 'search_products', { words: 'submarine' });
      expect(view).toMatchObject({ products: [], categories: ['Breads', 'Cakes'] });
    });

    it('of another business are nowhere', async () => {
      const found = await read(newPerson(), 'search_products', { words: 'rival' });
      expect(JSON.stringify(found)).not.toContain('SECRET');
      for (const name of ['compare_products', 'show_products'])
        await expect(
          call(newPerson(), name, { skus: ['SECRET'], ...(name === 'show_products' && { as: 'choice' }) }),
        ).rejects.toMatchObject({ code: 'not_found' });
      await expect(call(newPerson(), 'add_to_cart', { sku: 'SECRET', quantity: 1 })).rejects.toMatchObject({
        code: 'not_found',
      });
      const theirs = newPerson({ phoneNumberId: '20002' });
      expect((await read(theirs, 'search_products')).products).toHaveLength(1); // the control
      await expect(call(newPerson({ phoneNumberId: '30003' }), 'search_products')).rejects.toMatchObject({
        code: 'no_shop',
      });
    });

    it('are shown as buttons, as a list or with photos, with ids that come back to this agent', async () => {
      const show = async (skus: string[], as: string, more = {}) =>
        (await call(newPerson(more), 'show_products', { skus, as })).parts!.map(({ content }) => content);
      expect(await show(['LOAF', 'RYE'], 'choice')).toMatchObject([
        {
          $case: 'buttons',
          value: { choices: [{ id: 'agent:commerce:sku:RYE', title: 'Rye bread' }, { title: 'Sourdough loaf' }] },
        },
      ]);
      const [list] = await show(['LOAF', 'RYE', 'CAKE', 'LAST'], 'choice', { language: 'es' });
      expect(list).toMatchObject({ $case: 'list', value: { label: 'Elegir', choices: [{}, {}, {}, {}] } });
      expect(JSON.stringify(list)).toContain('5,90');
      expect(await show(['LOAF', 'RYE'], 'photos')).toMatchObject([
        { $case: 'image', value: { source: { value: 'https://x.test/loaf.jpg' }, caption: 'Sourdough loaf: €5.90' } },
      ]);
    });
  });

  describe('the cart', () => {
    it('adds, changes and removes, and knows its total', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'LOAF', quantity: 2 });
      expect(await read(ana, 'add_to_cart', { sku: 'RYE', quantity: 1 })).toMatchObject({
        total: '€18.60',
        tax: '€1.69 (included)',
        with_delivery: '€21.10',
      });
      expect(await read(ana, 'add_to_cart', { sku: 'LOAF', quantity: 1 })).toMatchObject({
        lines: [{ quantity: 3 }, { quantity: 1 }],
      });
      expect(await read(ana, 'change_cart', { sku: 'LOAF', quantity: 1 })).toMatchObject({ total: '€12.70' });
      expect(await read(ana, 'change_cart', { sku: 'RYE', quantity: 0 })).toMatchObject({ lines: [{ sku: 'LOAF' }] });
      expect(await read(newPerson(), 'view_cart')).toEqual({ empty: true });
    });

    it.each([-1, 0, 1.5, 1_000, 1e21, Number.NaN, '2', null])('refuses %p pieces', async (quantity) => {
      const ana = newPerson();
      await expect(call(ana, 'add_to_cart', { sku: 'LOAF', quantity })).rejects.toMatchObject({
        code: 'bad_arguments',
      });
      await expect(call(ana, 'cart_from_order', { items: [{ sku: 'LOAF', quantity }] })).rejects.toMatchObject({
        code: 'bad_arguments',
      });
      if (quantity !== 0)
        await expect(call(ana, 'change_cart', { sku: 'LOAF', quantity })).rejects.toMatchObject({
          code: 'bad_arguments',
        });
      expect(await read(ana, 'view_cart')).toEqual({ empty: true });
    });

    it('refuses more than there is, and says how many there are', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'CAKE', quantity: 2 });
      await expect(call(ana, 'add_to_cart', { sku: 'CAKE', quantity: 2 })).rejects.toMatchObject({
        code: 'not_enough',
        details: { available: 3, in_cart: 2 },
      });
      await read(ana, 'add_to_cart', { sku: 'RYE', quantity: 999 });
      await expect(call(ana, 'add_to_cart', { sku: 'RYE', quantity: 1 })).rejects.toMatchObject({ code: 'not_enough' });
    });

    it('adds once for a turn that is repeated, also after something else came between', async () => {
      const ana = newPerson();
      const turn = nextTurn(ana);
      await call(turn, 'add_to_cart', { sku: 'CAKE', quantity: 2 });
      await read(ana, 'change_cart', { sku: 'CAKE', quantity: 3 });
      await call(turn, 'add_to_cart', { sku: 'CAKE', quantity: 2 });
      expect(await read(ana, 'view_cart')).toMatchObject({ lines: [{ quantity: 3 }] });
      await Promise.all(Array.from({ length: 8 }, () => call(turn, 'add_to_cart', { sku: 'A1', quantity: 2 })));
      expect(await read(ana, 'view_cart')).toMatchObject({ lines: [{}, { sku: 'A1', quantity: 2 }] });
    });

    it("is made of WhatsApp's own order, and names what is not sold", async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'RYE', quantity: 1 });
      const items = [
        { sku: 'LOAF', quantity: 1 },
        { sku: 'SECRET', quantity: 1 },
        { sku: 'LOAF', quantity: 2 },
      ];
      const { content } = await call(nextTurn(ana), 'cart_from_order', { items });
      expect(content).toMatchObject({ cart: { lines: [{ sku: 'LOAF', quantity: 3 }] }, not_sold: ['SECRET'] });
      await expect(call(nextTurn(ana), 'cart_from_order', { items: [items[1]] })).rejects.toMatchObject({
        code: 'not_found',
      });
      expect(await read(ana, 'view_cart')).toMatchObject({ lines: [{ sku: 'LOAF', quantity: 3 }] });
    });

    it('is emptied after a tap only', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'RYE', quantity: 1 });
      const { confirm, body } = buttonsOf((await call(nextTurn(ana), 'empty_cart')).parts);
      expect(body).toContain('1 products');
      expect(await read(ana, 'view_cart')).toMatchObject({ lines: [{}] });
      expect((await tap(ana, confirm))!.said).toBe('Your cart is empty.');
      expect(await read(ana, 'view_cart')).toEqual({ empty: true });
    });
  });

  describe('an order', () => {
    it('is made after the tap, of what was shown, and takes the stock', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'LOAF', quantity: 2 });
      const { body, confirm } = await checkout(ana, delivery);
      expect(body).toContain('2 × Sourdough loaf: €11.80');
      expect(body).toContain('Total: *€14.30* (includes IVA €1.30)');
      expect(body).toContain('Calle Mayor 1, Valencia');
      expect(await ordersOf(ana)).toEqual([]);
      const before = await stockOf('LOAF');
      const { said, note } = (await tap(ana, confirm))!;
      const [order] = await ordersOf(ana);
      expect(order).toMatchObject({
        total_minor: '1430',
        delivery_minor: '250',
        address: delivery.address,
        recipient: 'Ana Ruiz',
      });
      expect(order!.number).toMatch(/^P-\w{3}-\w{3}$/);
      expect(said).toContain(order!.number);
      expect(note).toContain(order!.number);
      expect(await stockOf('LOAF')).toBe(before - 2);
      expect(await read(ana, 'view_cart')).toEqual({ empty: true });
      await tap(ana, confirm);
      expect(await ordersOf(ana)).toHaveLength(1);
      expect(await stockOf('LOAF')).toBe(before - 2);
    });

    it('is one when two people want the last one, and all twenty who try hear what happened', async () => {
      const crowd = Array.from({ length: 20 }, () => newPerson());
      const buttons = await Promise.all(
        crowd.map(async (person) => {
          await read(person, 'add_to_cart', { sku: 'LAST', quantity: 1 });
          return checkout(person);
        }),
      );
      const results = await Promise.all(crowd.map((person, n) => tap(person, buttons[n]!.confirm)));
      expect(results.filter((result) => result!.ran!.isDone)).toHaveLength(1);
      const losers = results.filter((result) => !result!.ran!.isDone);
      expect(losers).toHaveLength(19);
      for (const { said } of losers as { said: string }[]) expect(said).toContain('Last croissant (sold out)');
      expect(await sql(`SELECT 1 FROM order_lines WHERE sku = 'LAST'`)).toHaveLength(1);
      expect(await stockOf('LAST')).toBe(0);
    });

    it('never waits in a circle for another one', async () => {
      const before = [await stockOf('A1'), await stockOf('A2')];
      const crowd = Array.from({ length: 20 }, () => newPerson());
      const buttons = await Promise.all(
        crowd.map(async (person, n) => {
          for (const sku of n % 2 ? ['A1', 'A2'] : ['A2', 'A1'])
            await read(person, 'add_to_cart', { sku, quantity: 2 });
          return checkout(person);
        }),
      );
      const results = await Promise.all(crowd.map((person, n) => tap(person, buttons[n]!.confirm)));
      expect(results.every((result) => result!.ran!.isDone)).toBe(true);
      expect([await stockOf('A1'), await stockOf('A2')]).toEqual(before.map((stock) => stock - 40));
    });

    it('is one for one question, however many taps come at once', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'A1', quantity: 1 });
      const { confirm } = await checkout(ana);
      const before = await stockOf('A1');
      await Promise.all(Array.from({ length: 10 }, () => tap(ana, confirm)));
      expect(await ordersOf(ana)).toHaveLength(1);
      expect(await stockOf('A1')).toBe(before - 1);
    });

    it('is not made when a price changed meanwhile: the person is told and asked again', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'RYE', quantity: 1 });
      const { confirm } = await checkout(ana);
      await sql(`UPDATE product_variants SET price_minor = 700 WHERE sku = 'RYE'`);
      const result = (await tap(ana, confirm))!;
      expect(result.said).toContain('it is now €7.00');
      expect(await ordersOf(ana)).toEqual([]);
      const again = buttonsOf(result.parts);
      expect(again.body).toContain('Total: *€7.00*');
      expect((await tap(ana, confirm))!.ran).toBeUndefined(); // the old question stays answered
      expect((await tap(ana, again.confirm))!.ran).toMatchObject({ isDone: true });
      expect(await ordersOf(ana)).toMatchObject([{ total_minor: '700' }]);
      await sql(`UPDATE product_variants SET price_minor = 680 WHERE sku = 'RYE'`);
    });

    it('is not made when the delivery costs something else meanwhile', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'LOAF', quantity: 1 });
      const { confirm } = await checkout(ana, delivery);
      const setFee = async (fee: string) => {
        await sql(
          `UPDATE businesses SET facts = jsonb_set(facts, '{delivery,fee}', to_jsonb($1::text)), content_hash = $1, updated_at = now()
           WHERE key = 'bakery'`,
          [fee],
        );
        await directory.refresh();
      };
      await setFee('4.00');
      const result = (await tap(ana, confirm))!;
      expect(result.said).toContain('it is now €9.90');
      expect(await ordersOf(ana)).toEqual([]);
      await setFee('2.50');
    });

    it.each<[string, string]>([
      ['changed', `UPDATE cart_lines SET quantity = 2`],
      ['was emptied', `DELETE FROM carts`],
      ['holds what is no longer sold', `UPDATE product_variants SET active = false WHERE sku = 'A2'`],
    ])('is not made when the cart %s after the question', async (_, change) => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'A2', quantity: 1 });
      const { confirm } = await checkout(ana);
      await sql(change);
      expect((await tap(ana, confirm))!.said).toContain('has changed');
      expect(await ordersOf(ana)).toEqual([]);
      await sql(`UPDATE product_variants SET active = true WHERE sku = 'A2'`);
    });

    it.each<[string, string, Record<string, unknown>]>([
      ['an empty cart', 'empty', pickup],
      ['a delivery without an address', 'no_address', { ...delivery, address: '' }],
      ['less than is delivered', 'below_minimum', delivery],
    ])('is not even asked for with %s', async (_, code, input) => {
      const ana = newPerson();
      if (code !== 'empty') await read(ana, 'add_to_cart', { sku: 'A1', quantity: 1 });
      await expect(call(nextTurn(ana), 'checkout', input)).rejects.toMatchObject({ code });
    });

    it('is not made by the button of somebody else', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'A1', quantity: 1 });
      const { confirm } = await checkout(ana);
      for (const eve of [newPerson(), { ...ana, phoneNumberId: '20002' }]) {
        expect((await tap(eve, confirm))!.ran).toBeUndefined();
        expect(await sql('SELECT 1 FROM orders WHERE contact_id = $1', [eve.contactId])).toEqual([]);
      }
    });

    it('is found and cancelled by its owner alone, and gives the stock back once', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'CAKE', quantity: 1 });
      const before = await stockOf('CAKE');
      await tap(ana, (await checkout(ana)).confirm);
      const [{ number } = { number: '' }] = await ordersOf(ana);
      expect(await read(ana, 'order_status', { number: number.toLowerCase().replaceAll('-', ' ') })).toMatchObject({
        orders: [{ number, status: 'placed' }],
      });
      for (const eve of [newPerson(), { ...ana, phoneNumberId: '20002' }])
        for (const name of ['order_status', 'cancel_order'])
          await expect(call(nextTurn(eve), name, { number })).rejects.toMatchObject({ code: 'not_found' });
      const first = buttonsOf((await call(nextTurn(ana), 'cancel_order', { number })).parts);
      const second = buttonsOf((await call(nextTurn(ana), 'cancel_order', { number })).parts);
      const results = await Promise.all([tap(ana, first.confirm), tap(ana, second.confirm)]);
      expect(results.map((result) => result!.said)).toEqual([0, 1].map(() => `Order *${number}* is cancelled.`));
      expect(await stockOf('CAKE')).toBe(before);
      expect(await read(ana, 'order_status')).toMatchObject({ orders: [{ number, status: 'cancelled' }] });
    });

    it('is not cancelled once it is being prepared, also when the question came before', async () => {
      const ana = newPerson();
      await read(ana, 'add_to_cart', { sku: 'A1', quantity: 1 });
      await tap(ana, (await checkout(ana)).confirm);
      const [{ number } = { number: '' }] = await ordersOf(ana);
      const { confirm } = buttonsOf((await call(nextTurn(ana), 'cancel_order', { number })).parts);
      await sql(`UPDATE orders SET status = 'preparing' WHERE number = $1`, [number]);
      const before = await stockOf('A1');
      expect((await tap(ana, confirm))!.said).toContain('can no longer be cancelled here: being prepared');
      await expect(call(nextTurn(ana), 'cancel_order', { number })).rejects.toMatchObject({ code: 'too_late' });
      expect(await stockOf('A1')).toBe(before);
    });
  });

  it('forgets old carts and effects, and only those', async () => {
    const ana = newPerson();
    await read(ana, 'add_to_cart', { sku: 'A1', quantity: 1 });
    const old = newPerson();
    await read(old, 'add_to_cart', { sku: 'A1', quantity: 1 });
    await sql(`UPDATE carts SET updated_at = now() - interval '31 days' WHERE contact_id = $1`, [old.contactId]);
    await sql(`UPDATE tool_effects SET created_at = now() - interval '15 days' WHERE contact_id = $1`, [old.contactId]);
    expect(await database.query(FORGET_CARTS, [30, 2_000])).toEqual([{ count: 1 }]);
    expect(await database.query(FORGET_EFFECTS, [14, 2_000])).toEqual([{ count: 1 }]);
    expect(await read(old, 'view_cart')).toEqual({ empty: true });
    expect(await read(ana, 'view_cart')).toMatchObject({ lines: [{ sku: 'A1' }] });
  });
});
