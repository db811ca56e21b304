import { buttonsOf, CommerceStage, delivery, pickup } from './commerce.stage.js';

describe('an order', () => {
  const stage = new CommerceStage();
  const { sql, newPerson, nextTurn, call, read, tap, checkout, stockOf, ordersOf } = stage;

  beforeAll(() => stage.open());
  afterAll(() => stage.close());

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
        for (const sku of n % 2 ? ['A1', 'A2'] : ['A2', 'A1']) await read(person, 'add_to_cart', { sku, quantity: 2 });
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
      await stage.directory.refresh();
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
