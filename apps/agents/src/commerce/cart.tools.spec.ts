import { FORGET_CARTS, FORGET_EFFECTS } from './cart-statements.js';
import { buttonsOf, CommerceStage } from './commerce.stage.js';

describe('the cart', () => {
  const stage = new CommerceStage();
  const { sql, newPerson, nextTurn, call, read, tap } = stage;

  beforeAll(() => stage.open());
  afterAll(() => stage.close());

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

  it('forgets old carts and effects, and only those', async () => {
    const ana = newPerson();
    await read(ana, 'add_to_cart', { sku: 'A1', quantity: 1 });
    const old = newPerson();
    await read(old, 'add_to_cart', { sku: 'A1', quantity: 1 });
    await sql(`UPDATE carts SET updated_at = now() - interval '31 days' WHERE contact_id = $1`, [old.contactId]);
    await sql(`UPDATE tool_effects SET created_at = now() - interval '15 days' WHERE contact_id = $1`, [old.contactId]);
    expect(await stage.database.query(FORGET_CARTS, [30, 2_000])).toEqual([{ count: 1 }]);
    expect(await stage.database.query(FORGET_EFFECTS, [14, 2_000])).toEqual([{ count: 1 }]);
    expect(await read(old, 'view_cart')).toEqual({ empty: true });
    expect(await read(ana, 'view_cart')).toMatchObject({ lines: [{ sku: 'A1' }] });
  });
});
