import { Town } from './town.ts';

describe('a conversation in which things break', () => {
  let town: Town;

  beforeAll(async () => {
    town = await Town.start();
  });
  afterAll(() => town?.stop());

  it('goes on with the cart and the open question when Redis is emptied in the middle', async () => {
    const phone = await town.newPhone('Sin memoria');
    await phone.says('agrega dos hogazas al carrito', /2 × Hogaza.*6,80 €/);
    await town.stack.redis.kill();
    await town.stack.redis.start();
    await phone.says('cambia las hogazas a 3', /3 × Hogaza.*10,20 €/);
    await phone.says('quiero hacer el pedido', /a nombre de quién/);
    await town.stack.redis.kill();
    await town.stack.redis.start();
    await phone.says('lo recojo yo, a nombre de Ana Gil', /Total: \*10,20 €\*.*Confirmar/s);
    await phone.taps(/^Confirmar$/, /pedido \*P-/);
    expect(await town.ordersOf(phone)).toHaveLength(1);
  });

  it('answers once what was under way when the orchestrator was killed, and goes on', async () => {
    const phone = await town.newPhone('Tenaz');
    await phone.says('agrega dos hogazas al carrito', /2 × Hogaza/);
    const orchestrator = town.stack.replica('orchestrator');
    await phone.expects(/3 × Cruasán.*\nTotal: \*11,60 €\*/s, async () => {
      await phone.sends({ kind: 'text', text: 'ponme 3 cruasanes' });
      await new Promise((resolve) => setTimeout(resolve, 200));
      orchestrator.kill();
      await orchestrator.waitForExit();
      await orchestrator.start();
      await orchestrator.waitUntilReady();
    });
    expect(await phone.staysSilent(() => Promise.resolve())).toEqual([]);
    expect(await town.cartOf(phone)).toEqual({ 'PAN-01-500': 2, 'BOL-01': 3 });
    await phone.says('¿cuánto es en total?', /Total: \*11,60 €\*/);
    expect(await phone.answers()).toHaveLength(3);
  });

  it('has broken nothing on the way', () => expect(town.stack.brokenLines()).toEqual([]));
});
