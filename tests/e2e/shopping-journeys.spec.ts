import type { Phone } from '../environment/phone.ts';
import { Town } from './town.ts';

interface Words {
  find: [string, RegExp];
  photos: [string, RegExp];
  add: [string, RegExp];
  more: [string, RegExp];
  change: [string, RegExp];
  remove: [string, RegExp];
  total: [string, RegExp];
  checkout: [string, RegExp];
  address: [string, RegExp];
  confirm: RegExp;
  placed: RegExp;
  status: [string, RegExp];
  cancel: [string, RegExp];
  cancelled: RegExp;
}

const languages: Record<string, Words> = {
  Spanish: {
    find: ['¿qué panes tienen?', /Pan de cen.*Media, 500 g/],
    photos: ['muéstrame fotos de la hogaza', /Hogaza de masa madre: 3,40 €/],
    add: ['agrega dos hogazas al carrito', /2 × Hogaza.*: 6,80 €/],
    more: ['ponme 3 cruasanes', /3 × Cruasán de mantequilla: 4,80 €\nTotal: \*11,60 €\*/],
    change: ['cambia las hogazas a 4', /4 × Hogaza.*: 13,60 €/],
    remove: ['quita los cruasanes', /^(?!.*Cruasán).*Total: \*13,60 €\*/s],
    total: ['¿cuánto es en total?', /Total: \*13,60 €\*/],
    checkout: ['quiero hacer el pedido', /a nombre de quién/],
    address: [
      'a domicilio, a nombre de Lucía Pérez, Carrer de Cádiz 12, 46006 Valencia',
      /Envío: 2,90 €\nTotal: \*16,50 €\*.*Cádiz 12.*Lucía Pérez.*Confirmar/s,
    ],
    confirm: /^Confirmar$/,
    placed: /Hecho! Tu pedido \*P-.*16,50 €/,
    status: ['¿cómo va mi pedido?', /Pedido \*P-.*\*: recibido/],
    cancel: ['cancela mi pedido', /Cancelo el pedido \*P-/],
    cancelled: /queda cancelado/,
  },
  English: {
    find: ['what bread do you have?', /Rye bread/],
    photos: ['show me pictures of the sourdough loaf', /Sourdough loaf: €3.40/],
    add: ['add 2 sourdough loaves to my cart', /2 × Sourdough loaf.*: €6.80/],
    more: ['I want 3 butter croissants', /3 × Butter croissant: €4.80\nTotal: \*€11.60\*/],
    change: ['change the sourdough loaves to 4', /4 × Sourdough.*: €13.60/],
    remove: ['take the croissants out of my cart', /^(?!.*roissant).*Total: \*€13.60\*/s],
    total: ["what's the total?", /Total: \*€13.60\*/],
    checkout: ["I'd like to check out", /Tell me the name/],
    address: [
      'delivery, my name is Lucy Smith, 12 Cadiz Street, Valencia',
      /Delivery: €2.90\nTotal: \*€16.50\*.*Cadiz Street.*Lucy Smith.*Confirm/s,
    ],
    confirm: /^Confirm$/,
    placed: /Done! Your order \*P-.*€16.50/,
    status: ['how is my order?', /Order \*P-.*\*: received/],
    cancel: ['cancel my order', /Shall I cancel order \*P-/],
    cancelled: /is cancelled/,
  },
  Portuguese: {
    find: ['que pães vocês têm?', /Pão de ce.*Meio, 500 g/],
    photos: ['me mostra fotos do pão de massa-mãe', /Pão rústico de massa-mãe: € 3,40/],
    add: ['coloca dois pães de massa-mãe no carrinho', /2 × Pão rústico.*: € 6,80/],
    more: ['quero 3 croissants', /3 × Croissant.*: € 4,80\nTotal: \*€ 11,60\*/],
    change: ['muda os pães de massa-mãe para 4', /4 × Pão rústico.*: € 13,60/],
    remove: ['tira os croissants', /^(?!.*roissant).*Total: \*€ 13,60\*/s],
    total: ['quanto dá no total?', /Total: \*€ 13,60\*/],
    checkout: ['quero fechar o pedido', /Me diga o nome/],
    address: [
      'entrega, em nome de João Souza, Rua de Cádiz 12',
      /Entrega: € 2,90\nTotal: \*€ 16,50\*.*Cádiz 12.*João Souza.*Confirmar/s,
    ],
    confirm: /^Confirmar$/,
    placed: /Pronto! Seu pedido \*P-.*€ 16,50/,
    status: ['como está o meu pedido?', /Pedido \*P-.*\*: recebido/],
    cancel: ['cancela o meu pedido', /Cancelo o pedido \*P-/],
    cancelled: /foi cancelado/,
  },
};

describe('people who buy', () => {
  let town: Town;

  beforeAll(async () => {
    town = await Town.start();
  });
  afterAll(() => town?.stop());

  /** Up to the question with its button. */
  const askFor = async (phone: Phone, what: string) => {
    await phone.says(`ponme ${what}`, /Total/);
    await phone.says('quiero hacer el pedido', /a nombre de quién/);
    await phone.says('lo recojo yo, a nombre de Ana Gil', /Confirmar/);
  };
  const setVariant = (sku: string, column: 'stock' | 'price_minor', value: number) =>
    town.stack.sql('agents', `UPDATE product_variants SET ${column} = $2 WHERE sku = $1 RETURNING sku`, [sku, value]);
  const stockOf = async (sku: string) =>
    (await town.stack.sql<{ stock: number }>('agents', 'SELECT stock FROM product_variants WHERE sku = $1', [sku]))[0]!
      .stock;

  it.each(Object.entries(languages))(
    'in %s find, fill a cart, order by a tap, follow and cancel',
    async (name, words) => {
      const phone = await town.newPhone(name);
      const before = await stockOf('PAN-01-500');
      for (const [text, answer] of [words.find, words.photos, words.add, words.more, words.change, words.remove])
        await phone.says(text, answer);
      expect((await phone.answers()).find(({ kind }) => kind === 'image')?.mediaUrl).toMatch(/^https:/);
      for (const [text, answer] of [words.total, words.checkout, words.address]) await phone.says(text, answer);
      expect(await town.ordersOf(phone)).toEqual([]);
      const said = await phone.taps(words.confirm, words.placed);
      const [order] = await town.ordersOf(phone);
      expect(order).toMatchObject({ status: 'placed', totalMinor: 1_650 });
      expect(said).toContain(order!.number);
      expect(await stockOf('PAN-01-500')).toBe(before - 4);
      expect(await phone.says(...words.status)).toContain(order!.number);
      await phone.says(...words.cancel);
      expect(await town.ordersOf(phone)).toMatchObject([{ status: 'placed' }]);
      await phone.taps(words.confirm, words.cancelled);
      expect(await town.ordersOf(phone)).toMatchObject([{ number: order!.number, status: 'cancelled' }]);
      expect(await stockOf('PAN-01-500')).toBe(before);
    },
  );

  it('sells the last one once to two who confirm at the same moment', async () => {
    await setVariant('DES-02', 'stock', 1);
    const people = [await town.newPhone('Una'), await town.newPhone('Otra')];
    for (const phone of people) await askFor(phone, 'una masa madre viva');
    const said = await Promise.all(people.map((phone) => phone.taps(/^Confirmar$/, /pedido \*P-|no queda/)));
    expect(said.filter((words) => /no queda suficiente/.test(words))).toHaveLength(1);
    const orders = await Promise.all(people.map((phone) => town.ordersOf(phone)));
    expect(orders.flat()).toHaveLength(1);
    expect(await stockOf('DES-02')).toBe(0);
  });

  it('orders nothing at a price that the person has not seen', async () => {
    const phone = await town.newPhone('Precio');
    await askFor(phone, 'dos mermeladas');
    await setVariant('DES-01', 'price_minor', 510);
    await phone.taps(/^Confirmar$/, /precio cambió.*10,20 €/);
    expect(await town.ordersOf(phone)).toEqual([]);
    await setVariant('DES-01', 'price_minor', 480);
  });

  it('orders once, however often the button is tapped', async () => {
    const phone = await town.newPhone('Impaciente');
    await askFor(phone, 'dos mermeladas');
    const tap = await phone.tapOf(/^Confirmar$/);
    await phone.expects(/pedido \*P-/, () => Promise.all([phone.sends(tap), phone.sends(tap)]));
    await phone.expects(/pedido \*P-/, () => phone.sends(tap));
    expect(await town.ordersOf(phone)).toHaveLength(1);
  });

  it("tells nothing of another person's order, and obeys no button that was made for somebody else", async () => {
    const [owner, stranger] = [await town.newPhone('Dueña'), await town.newPhone('Extraño')];
    await askFor(owner, 'dos mermeladas');
    await stranger.says('hola', /./);
    const { choiceId } = (await owner.tapOf(/^Confirmar$/)) as { choiceId: string };
    const { waId, bsuid } = stranger.person;
    const reply = { type: 'button_reply', button_reply: { id: choiceId, title: 'Confirmar' } };
    const metadata = { display_phone_number: '34910000001', phone_number_id: '100000000000001' };
    const forged = {
      ...{ from: waId, from_user_id: bsuid, id: 'wamid.forged', timestamp: `${Math.floor(Date.now() / 1_000)}` },
      ...{ type: 'interactive', interactive: reply },
    };
    const value = { messaging_product: 'whatsapp', metadata, messages: [forged] };
    const entry = [{ id: '102290129340398', changes: [{ field: 'messages', value }] }];
    const said = await stranger.expects(/./, () => town.deliver({ object: 'whatsapp_business_account', entry }));
    expect(said).not.toMatch(/P-|mermelada|Ana Gil/i);
    expect([...(await town.ordersOf(owner)), ...(await town.ordersOf(stranger))]).toEqual([]);

    await owner.taps(/^Confirmar$/, /pedido \*P-/);
    const [order] = await town.ordersOf(owner);
    await stranger.says(`¿cómo va mi pedido ${order!.number}?`, /No encuentro ese número/);
    await stranger.says(`cancela mi pedido ${order!.number}`, /No encuentro ese número/);
    expect(await town.ordersOf(owner)).toMatchObject([{ status: 'placed' }]);
  });

  it('puts no negative quantity into a cart, whatever the model wants', async () => {
    const phone = await town.newPhone('Negativa');
    await phone.says('ponme dos mermeladas', /Total/);
    const input = { sku: 'DES-01', quantity: -3 };
    await town.script(
      'tres menos',
      { toolUse: [{ name: 'add_to_cart', input }] },
      { toolUse: [{ name: 'change_cart', input }] },
    );
    await phone.says('pon tres menos en el carrito', /./);
    expect(await town.cartOf(phone)).toEqual({ 'DES-01': 2 });
  });

  it('has broken nothing on the way', () => expect(town.stack.brokenLines()).toEqual([]));
});
