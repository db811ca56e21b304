import { poll } from '../../scripts/launcher/processes/poll.ts';
import type { Phone } from '../environment/phone.ts';
import { Town } from './town.ts';

/** What comes from WhatsApp and was not typed: orders of its catalogue, forms, places, changes of what was said and of numbers. */
describe('people who do more than write', () => {
  let town: Town;
  let count = 0;

  beforeAll(async () => {
    town = await Town.start();
  });
  afterAll(() => town?.stop());

  const deliver = ({ person }: Phone, message: object, id = `wamid.event.${(count += 1)}`) => {
    const common = {
      from: person.waId,
      from_user_id: person.bsuid,
      id,
      timestamp: `${Math.floor(Date.now() / 1_000)}`,
    };
    const metadata = { display_phone_number: '34910000001', phone_number_id: '100000000000001' };
    const value = { messaging_product: 'whatsapp', metadata, messages: [{ ...common, ...message }] };
    return town.deliver({
      object: 'whatsapp_business_account',
      entry: [{ id: '102290129340398', changes: [{ field: 'messages', value }] }],
    });
  };
  const orderOf = (items: Record<string, number>) => ({
    type: 'order',
    order: {
      catalog_id: '1',
      product_items: Object.entries(items).map(([product_retailer_id, quantity]) => ({
        ...{ product_retailer_id, quantity },
        ...{ item_price: 0.01, currency: 'EUR' },
      })),
    },
  });
  const lastAsked = async () => {
    const { requests } = (await (await fetch(`${town.simulatorUrl}/anthropic/log`)).json()) as { requests: object[] };
    return JSON.stringify(requests.at(-1));
  };

  it('get a cart of their order in the catalogue, at our prices, without what is not sold', async () => {
    const phone = await town.newPhone('Catálogo');
    await phone.says('hola', /./);
    const order = orderOf({ 'PAN-01-500': 2, 'NOT-SOLD': 1 });
    expect(await phone.expects(/Total/, () => deliver(phone, order))).toContain('6,80 €');
    expect(await town.cartOf(phone)).toEqual({ 'PAN-01-500': 2 });
    await phone.says('quiero hacer el pedido', /a nombre de quién/);
  });

  it.each([-3, 0, 1.5, 1e12])('get no cart of %p pieces, and an answer', async (quantity) => {
    const phone = await town.newPhone(`Piezas ${quantity}`);
    await phone.says('hola', /./);
    await phone.expects(/./, () => deliver(phone, orderOf({ 'PAN-01-500': quantity })));
    expect(await town.cartOf(phone)).toEqual({});
  });

  it('are understood by a form, a place and a card, whatever is in them', async () => {
    const phone = await town.newPhone('Formas');
    await phone.says('hola', /./);
    const form = (response_json: string) => ({
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json } },
    });
    await phone.expects(/./, () => deliver(phone, form('{"guests":"doce"}')));
    expect(await lastAsked()).toContain('doce');
    await phone.expects(/./, () => deliver(phone, form('{"guests":')));
    await phone.expects(/./, () => phone.sends({ kind: 'location', latitude: 39.46, longitude: -0.37, name: 'Aquí' }));
    expect(await lastAsked()).toContain('39.46');
    await phone.expects(/./, () => phone.sends({ kind: 'contacts', cards: [{ name: 'Blas', phone: '+34600000009' }] }));
    expect(await lastAsked()).toContain('Blas');
  });

  it('are told apart by nothing but their number, which may change: what was said goes along', async () => {
    const phone = await town.newPhone('Mudanza');
    await phone.says('agrega dos hogazas al carrito', /2 × Hogaza/);
    const before = await town.conversationOf(phone);
    const wa_id = '34655000001';
    await deliver(phone, { type: 'system', system: { type: 'user_changed_number', body: 'changed', wa_id } });
    const moved = () =>
      town.stack.sql<{ id: string }>('orchestrator', 'SELECT id FROM conversations WHERE wa_id = $1', [wa_id]);
    await poll('the new number', async () => ((await moved()).length > 0 ? true : undefined), { timeoutMs: 10_000 });
    expect(await moved()).toEqual([{ id: before }]);
    const from = { ...phone.person, waId: wa_id };
    await deliver({ person: from } as Phone, { type: 'text', text: { body: '¿cuánto es en total?' } });
    const answered = () =>
      town.stack.sql<{ reply: string }>(
        'orchestrator',
        "SELECT reply FROM turns WHERE conversation_id = $1 AND task LIKE '%cuánto es en total%' AND reply IS NOT NULL",
        [before],
      );
    const [turn] = await poll('the answer', async () => ((await answered()).length > 0 ? answered() : undefined), {
      timeoutMs: 15_000,
    });
    expect(turn!.reply).toMatch(/6,80/);
  });

  it('are answered to what they meant when they put it right in time', async () => {
    const phone = await town.newPhone('Corrige');
    await phone.says('hola', /./);
    await phone.expects(/./, async () => {
      const id = await phone.sends({ kind: 'text', text: '¿dónde está el zoológico?' });
      const edit = { original_message_id: id, message: { type: 'text', text: { body: '¿dónde están ustedes?' } } };
      await deliver(phone, { type: 'edit', edit });
    });
    const rows = await town.stack.sql<{ task: string }>(
      'orchestrator',
      'SELECT task FROM turns WHERE conversation_id = $1 ORDER BY from_seq DESC LIMIT 1',
      [await town.conversationOf(phone)],
    );
    expect(rows[0]!.task).toBe('¿dónde están ustedes?');
  });

  it('has broken nothing on the way', () => expect(town.stack.brokenLines()).toEqual([]));
});
