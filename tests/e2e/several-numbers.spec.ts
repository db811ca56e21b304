import { ConversationService } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { Tenant } from '../environment/tenant.ts';
import { World } from '../environment/world.ts';

const BAKERY = '100000000000011';
const FORGE = '100000000000012';
const KIOSK = '100000000000013';

const yaml = (id: string, name: string, more: string) =>
  `id: ${id}\nname: ${name}\nabout: x\ntone: tone of ${id}\ntime_zone: Europe/Madrid\ncurrency: EUR\n${more}\n`;
const columns = 'sku,name,price,stock';

interface Payload {
  entry: { changes: { value: { messages: object[] } }[] }[];
}
const messageOf = (payload: object): object => (payload as Payload).entry[0]!.changes[0]!.value.messages[0]!;

/** Three businesses in one deployment, and people who write to all of them. */
describe('several numbers in one deployment', () => {
  let world: World;
  let bakery: Tenant;
  let forge: Tenant;
  let kiosk: Tenant;
  let count = 0;
  const newPerson = () => `3469${String((count += 1)).padStart(7, '0')}`;

  beforeAll(async () => {
    const env = {
      EXAMPLE_BUSINESS: 'none',
      WHATSAPP_PHONE_NUMBER_ID: [BAKERY, FORGE, KIOSK].join(','),
      WHATSAPP_ACCESS_TOKENS: `${BAKERY}:token-of-the-bakery,${FORGE}:token-of-the-forge`,
      HUMAN_CONTACTS: `${BAKERY}: baker@bakery.example`,
      AGENTS_REFRESH_MS: '1000',
    };
    world = await World.start({ env });
    bakery = new Tenant(world, {
      phoneNumberId: BAKERY,
      files: {
        'business.yaml': yaml('bakery', 'The Bakery of Ana', "hours: { mon: ['07:11-13:00'] }"),
        'catalogue.csv': `${columns}\nBREAD-1,Sourdough bread,3.00,5\n`,
        'knowledge/flour.en.md': '# Flour\n\nOur flour is milled in the windmill of Zafra.\n',
      },
    });
    forge = new Tenant(world, {
      phoneNumberId: FORGE,
      files: {
        'business.yaml': yaml('forge', 'The Forge of Blas', "hours: { mon: ['10:22-19:00'] }"),
        'catalogue.csv': `${columns}\nHAMMER-1,Claw hammer,12.00,5\n`,
        'knowledge/steel.en.md': '# Steel\n\nOur steel is forged with charcoal of holm oak.\n',
      },
    });
    kiosk = new Tenant(world, {
      phoneNumberId: KIOSK,
      files: { 'business.yaml': yaml('kiosk', 'The Kiosk', "hours: { mon: ['06:33-12:00'] }\nagents: [information]") },
    });
    const metas = new Map([bakery, forge, kiosk].map(({ phoneNumberId, meta }) => [phoneNumberId, meta]));
    world.graph.onAccept = (send) => metas.get(send.phoneNumberId)!.sendStatuses(send);
    for (const tenant of [bakery, forge, kiosk]) await tenant.import();
    const listed = () =>
      world.stack
        .replica('classifier')
        .logLines()
        .filter(({ message }) => message === 'agents listed');
    await poll('the agents of the kiosk', () => (listed().length > 1 ? true : undefined), { timeoutMs: 20_000 });
  });
  afterAll(async () => {
    await Promise.all([bakery, forge, kiosk].map((tenant) => tenant?.meta.stop()));
    await world?.stop();
  });

  /** What models were told since. */
  const askedSince = (from: number) => JSON.stringify(world.model.calls.slice(from).map(({ request }) => request));

  it('answers each in its own name, by its own token', async () => {
    const person = newPerson();
    const before = world.model.calls.length;
    const [atBakery] = await bakery.write(person, 'my secret is 4711');
    expect(askedSince(before)).toContain('The Bakery of Ana');
    expect(askedSince(before)).not.toMatch(/Forge of Blas|Kiosk/);
    const then = world.model.calls.length;
    const [atForge] = await forge.write(person, 'hello');
    expect(askedSince(then)).toContain('tone of forge');
    expect(askedSince(then)).not.toMatch(/Bakery of Ana|4711/);
    const [atKiosk] = await kiosk.write(person, 'hello');
    expect([atBakery, atForge, atKiosk].map((send) => send!.token)).toEqual([
      'token-of-the-bakery',
      'token-of-the-forge',
      'token-of-the-api',
    ]);
  });

  it('gives each its own hours, knowledge and products', async () => {
    const person = newPerson();
    expect(await bakery.use(person, 'information', 'opening_hours', {})).toContain('07:11');
    expect(await forge.use(person, 'information', 'opening_hours', {})).toContain('10:22');
    const flour = { question: 'windmill flour' };
    expect(await bakery.use(person, 'information', 'search_knowledge', flour)).toContain('Zafra');
    expect(await forge.use(person, 'information', 'search_knowledge', flour)).not.toContain('Zafra');
    const bread = { words: 'bread' };
    expect(await bakery.use(person, 'commerce', 'search_products', bread)).toContain('BREAD-1');
    expect(await forge.use(person, 'commerce', 'search_products', bread)).not.toContain('BREAD-1');
  });

  it('knows no product of another, by whatever way it is named', async () => {
    const person = newPerson();
    const item = { sku: 'BREAD-1', quantity: 1 };
    for (const [tool, input] of [
      ['show_products', { skus: ['BREAD-1'], as: 'choice' }],
      ['add_to_cart', item],
      ['change_cart', item],
      ['cart_from_order', { items: [item] }],
    ] as const)
      expect(await forge.use(person, 'commerce', tool, input)).toContain('not_found');
    expect(await bakery.use(person, 'commerce', 'add_to_cart', item)).toContain('BREAD-1'); // the control
  });

  it('keeps cart, confirmation and order of one out of the reach of the other', async () => {
    const person = newPerson();
    await bakery.use(person, 'commerce', 'add_to_cart', { sku: 'BREAD-1', quantity: 2 });
    expect(await forge.use(person, 'commerce', 'view_cart', {})).not.toContain('BREAD-1');
    await bakery.use(person, 'commerce', 'checkout', { fulfilment: 'pickup', recipient: 'Ana' });
    const shown = () => JSON.stringify(bakery.sentTo(person).map(({ body }) => body));
    const button = await poll('the question', () => /agent:commerce:confirm:[0-9a-f-]{36}/.exec(shown())?.[0], {
      timeoutMs: 10_000,
    });
    const orders = () => world.stack.sql<{ number: string }>('agents', 'SELECT number FROM orders');
    const [refused] = await forge.tap(person, button);
    expect(refused!.text).toMatch(/botón ya no sirve/);
    expect(await orders()).toEqual([]);
    expect(await world.stack.sql('agents', 'SELECT choice FROM confirmations')).toEqual([{ choice: null }]);
    await bakery.tap(person, button);
    const [order] = await orders();
    expect(order).toBeDefined();

    expect(await forge.use(person, 'commerce', 'order_status', order!)).toContain('not_found');
    expect(await forge.use(person, 'commerce', 'order_status', {})).not.toContain(order!.number);
    expect(await forge.use(person, 'commerce', 'cancel_order', order!)).toContain('not_found');
    expect(await bakery.use(person, 'commerce', 'order_status', order!)).toContain(order!.number);
    expect(await bakery.use(newPerson(), 'commerce', 'order_status', order!)).toContain('not_found');
  });

  it('finds no ticket of another', async () => {
    const person = newPerson();
    await bakery.use(person, 'support', 'open_ticket', {
      subject: 'mouldy bread',
      details: 'it was green',
      impact: 'inconvenience',
    });
    const [ticket] = await world.stack.sql<{ number: string }>('agents', 'SELECT number FROM tickets');
    expect(await bakery.use(person, 'support', 'ticket_status', ticket!)).toContain('mouldy');
    const [details, reason] = ['and it smells', 'settled'];
    for (const [tool, input] of [
      ['ticket_status', {}],
      ['add_to_ticket', { details }],
      ['close_ticket', { reason }],
      ['reopen_ticket', { details }],
    ] as const) {
      const answer = await forge.use(person, 'support', tool, { ...ticket, ...input });
      expect(answer).toMatch(/not_found|no such|unknown/);
      expect(answer).not.toContain('mouldy');
    }
    expect(await world.stack.sql('agents', "SELECT 1 FROM ticket_entries WHERE text LIKE '%smells%'")).toEqual([]);
    expect(await world.stack.sql('agents', "SELECT 1 FROM tickets WHERE status = 'open'")).toHaveLength(1);
  });

  it('gives a number none of the agents that its business does not have', async () => {
    const person = newPerson();
    const before = world.model.calls.length;
    await kiosk.tap(person, 'agent:commerce:go');
    await kiosk.write(person, 'hola');
    const tools = world.model.calls.slice(before).map(({ request }) => JSON.stringify(request['tools'] ?? []));
    expect(tools).toHaveLength(2);
    for (const offered of tools) {
      expect(offered).toContain('opening_hours');
      expect(offered).not.toMatch(/checkout|open_ticket/);
    }
  });

  it('gives a question from the page of a product to the shop, with the product', async () => {
    const ask = async (context?: object) => {
      const [person, before] = [newPerson(), world.model.calls.length];
      const payload = bakery.meta.toPayload([
        { ...bakery.meta.compose(person, ''), text: 'is there any left for today?' },
      ]);
      if (context) Object.assign(messageOf(payload), { context });
      await bakery.meta.deliver(payload);
      await poll('the answer', () => bakery.sentTo(person)[0], { timeoutMs: 20_000 });
      return JSON.stringify(world.model.calls[before]!.request);
    };
    const asked = await ask({ referred_product: { catalog_id: '1', product_retailer_id: 'BREAD-1' } });
    expect(asked).toMatch(/the product of the catalogue with the sku \W+BREAD-1/);
    expect(asked).toContain('"search_products"');
    expect(await ask()).not.toMatch(/"search_products"|BREAD-1/); // the control
  });

  it('erases a person on the number where they ask for it, for good, and leaves what they told another', async () => {
    const person = newPerson();
    await bakery.write(person, 'my secret is marzipan');
    await forge.write(person, 'my secret is tungsten');
    await bakery.use(person, 'commerce', 'add_to_cart', { sku: 'BREAD-1', quantity: 1 });
    await forge.use(person, 'commerce', 'add_to_cart', { sku: 'HAMMER-1', quantity: 1 });
    const said = await world.stack.sql<{ message_id: string }>(
      'orchestrator',
      "SELECT message_id FROM inbox WHERE content::text LIKE '%marzipan%'",
    );
    const conversations = () =>
      world.stack.sql<{ id: string; number: string }>(
        'orchestrator',
        'SELECT id, phone_number_id AS number FROM conversations WHERE wa_id = $1 ORDER BY 2',
        [person],
      );
    const [atBakery, atForge] = await conversations();
    const carts = () =>
      world.stack.sql<{ contact: string }>(
        'agents',
        'SELECT contact_id AS contact FROM carts WHERE contact_id = ANY ($1)',
        [[atBakery!.id, atForge!.id]],
      );
    expect(await carts()).toHaveLength(2);
    const holding = async (words: string) => {
      const found = [
        await world.stack.sql('orchestrator', "SELECT 1 FROM inbox WHERE content::text || raw LIKE '%' || $1 || '%'", [
          words,
        ]),
        await world.stack.sql('orchestrator', "SELECT 1 FROM turns WHERE concat(task, reply) LIKE '%' || $1 || '%'", [
          words,
        ]),
      ];
      return found.map((rows) => rows.length > 0);
    };

    await bakery.tap(person, 'command:forget');
    await bakery.tap(person, 'command:forget_confirmed');
    const isErased = async () =>
      (await world.stack.sql('orchestrator', "SELECT 1 FROM erasures WHERE id = $1 AND state = 'done'", [atBakery!.id]))
        .length > 0 || undefined;
    await poll('the erasure', isErased, { timeoutMs: 40_000 });
    expect(await holding('marzipan')).toEqual([false, false]);
    expect(await holding('tungsten')).toEqual([true, true]);
    expect(await conversations()).toEqual([atForge]);
    expect(await carts()).toEqual([{ contact: atForge!.id }]);

    // WhatsApp repeats itself: the same id is nobody's on the number of the erasure, and a message like any other elsewhere
    const again = bakery.meta.compose(person, '');
    const repeated = { ...again, wamid: said[0]!.message_id, text: 'my secret is marzipan' };
    const before = bakery.sentTo(person).length;
    await bakery.meta.deliver(bakery.meta.toPayload([repeated]));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(bakery.sentTo(person)).toHaveLength(before);
    expect(await holding('marzipan')).toEqual([false, false]);
    const then = world.model.calls.length;
    expect(await forge.write(person, 'do you remember me?')).toHaveLength(1);
    expect(askedSince(then)).toContain('tungsten');
    const later = world.model.calls.length;
    await bakery.write(person, 'do you remember me?');
    expect(askedSince(later)).not.toMatch(/marzipan|tungsten/);
  });

  it('stops for one who says STOP on the number where they said it', async () => {
    const person = newPerson();
    await bakery.write(person, 'hola');
    await forge.write(person, 'hola');
    const stop = { ...bakery.meta.compose(person, ''), text: 'STOP' };
    await bakery.meta.deliver(bakery.meta.toPayload([stop]));
    const optedOut = () =>
      world.stack.sql<{ phone_number_id: string }>(
        'orchestrator',
        'SELECT phone_number_id FROM conversations WHERE wa_id = $1 AND opted_out_at IS NOT NULL',
        [person],
      );
    await poll('the consent', async () => ((await optedOut()).length > 0 ? true : undefined), { timeoutMs: 10_000 });
    expect(await optedOut()).toEqual([{ phone_number_id: BAKERY }]);
    expect(await forge.write(person, 'still there?')).toHaveLength(1);
  });

  it('is silent for a person of the team on the number that they took over, and shows its own contact', async () => {
    const person = newPerson();
    await bakery.write(person, 'hola');
    await forge.write(person, 'hola');
    const rows = await world.stack.sql<{ id: string }>(
      'orchestrator',
      'SELECT id FROM conversations WHERE wa_id = $1 AND phone_number_id = $2',
      [person, BAKERY],
    );
    const { grpc } = world.stack.replica('orchestrator').ports;
    const client = new GrpcClient(ConversationService, `127.0.0.1:${grpc}`, {
      takeOver: 'gateway.orchestrator.changeConversation',
    });
    await client.call('takeOver', { conversationId: rows[0]!.id, operator: 'Eva', idempotencyKey: 'take:1' });
    await client.close();
    const before = bakery.sentTo(person).length;
    await bakery.meta.write(person, 'anybody?');
    expect(await forge.write(person, 'hola')).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(bakery.sentTo(person)).toHaveLength(before);

    const other = newPerson();
    const asking = async (tenant: Tenant) =>
      JSON.stringify((await tenant.tap(other, 'command:human')).map(({ body }) => body));
    expect(await asking(bakery)).toContain('baker@bakery.example');
    expect(await asking(forge)).not.toContain('bakery');
  });

  it('has broken nothing on the way', () => expect(world.stack.brokenLines()).toEqual([]));
});
