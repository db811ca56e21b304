import { setTimeout as wait } from 'node:timers/promises';
import type { Phone } from '../environment/phone.ts';
import { Town } from './town.ts';

const SECRET = 'secreto-4711';
/** Where words of people stand, by the service that has them. */
const places = {
  orchestrator: ['inbox', 'turns', 'conversations', 'aliases', 'conversation_events', 'operator_messages'],
  notifier: ['outbox'],
  agents: ['carts', 'orders', 'tickets', 'ticket_entries', 'confirmations', 'tool_effects'],
} as const;

describe('people who leave', () => {
  let town: Town;

  beforeAll(async () => {
    town = await Town.start();
  });
  afterAll(() => town?.stop());

  /** Tables with rows that hold the text. */
  const holding = async (text: string): Promise<string[]> => {
    const found: string[] = [];
    for (const [service, tables] of Object.entries(places) as [keyof typeof places, readonly string[]][])
      for (const table of tables) {
        const rows = await town.stack.sql(
          service,
          `SELECT 1 FROM ${table} r WHERE r::text ILIKE '%' || $1 || '%' LIMIT 1`,
          [text],
        );
        if (rows.length > 0) found.push(table);
      }
    return found;
  };
  const erased = async (conversationId: string) => {
    for (const end = Date.now() + 40_000; Date.now() < end; await wait(200)) {
      const rows = await town.stack.sql<{ state: string }>('orchestrator', 'SELECT state FROM erasures WHERE id = $1', [
        conversationId,
      ]);
      if (rows[0]?.state === 'done') return;
    }
    throw new Error('nobody was erased');
  };

  it.each([
    ['Spanish', 'hola', /no recibirás más mensajes/, /Qué bueno tenerte de vuelta/, ['¿dónde están?', /Sueca 41/]],
    ['English', 'hello', /you will get no more messages/, /Welcome back/, ['where are you?', /Sueca 41/]],
    [
      'Portuguese',
      'oi',
      /você não receberá mais mensagens/,
      /Que bom ter você de volta/,
      ['onde vocês ficam?', /Sueca 41/],
    ],
  ] as [string, string, RegExp, RegExp, [string, RegExp]][])(
    'by STOP in %s hear one confirmation and then nothing, until START',
    async (name, hello, stopped, started, question) => {
      const phone = await town.newPhone(name);
      await phone.says(hello, /./);
      await phone.says('STOP', stopped);
      const before = (await phone.answers()).length;
      expect(await phone.staysSilent(() => phone.sends({ kind: 'text', text: question[0] }))).toEqual([]);
      expect((await town.transcriptOf(phone)).conversation?.isOptedOut).toBe(true);
      expect(await phone.answers()).toHaveLength(before);
      await phone.says('START', started);
      await phone.says(...question);
    },
  );

  it('by no STOP that is only part of what they say', async () => {
    const phone = await town.newPhone('Frase');
    await phone.says('¿dónde están? pregunto porque mi amiga dijo stop en la esquina', /./);
    expect((await town.transcriptOf(phone)).conversation?.isOptedOut).toBe(false);
  });

  it('by /forget are erased everywhere, stay erased when WhatsApp repeats itself, and begin anew', async () => {
    const phone: Phone = await town.newPhone('Olvidada Gil');
    await phone.says(`hola, soy ${SECRET}`, /./);
    const wamid = (await phone.chat())[0]!.id;
    await phone.says('ponme dos mermeladas', /Total/);
    await phone.says('quiero hacer el pedido', /a nombre de quién/);
    await phone.says('lo recojo yo, a nombre de Olvidada Gil', /Confirmar/);
    await phone.taps(/^Confirmar$/, /pedido \*P-/);
    await phone.says(`mi tarta llegó rota, ${SECRET}, y quiero una solución`, /ticket \*T-/);
    const conversationId = await town.conversationOf(phone);
    expect(await holding(SECRET)).toEqual(expect.arrayContaining(['inbox', 'turns', 'tickets']));
    expect(await holding('Olvidada Gil')).toEqual(expect.arrayContaining(['conversations', 'orders']));

    await phone.says('/forget', /No se puede deshacer.*Sí, borrar todo/s);
    await phone.taps(/^command:forget_declined$/, /No se borró nada/);
    expect(await holding(SECRET)).toContain('inbox');
    await phone.says('/forget', /No se puede deshacer.*Sí, borrar todo/s);
    await phone.taps(/^command:forget_confirmed$/, /Estoy borrando todo/);
    await erased(conversationId);
    for (const text of [SECRET, 'Olvidada Gil', phone.person.waId])
      expect([text, await holding(text)]).toEqual([text, []]);

    const message = {
      from: phone.person.waId,
      from_user_id: phone.person.bsuid,
      id: wamid,
      timestamp: `${Math.floor(Date.now() / 1_000)}`,
      type: 'text',
      text: { body: `hola, soy ${SECRET}` },
    };
    const metadata = { display_phone_number: '34910000001', phone_number_id: '100000000000001' };
    const value = {
      messaging_product: 'whatsapp',
      metadata,
      contacts: [{ profile: { name: 'Olvidada Gil' }, wa_id: phone.person.waId, user_id: phone.person.bsuid }],
      messages: [message],
    };
    const entry = [{ id: '102290129340398', changes: [{ field: 'messages', value }] }];
    expect(await phone.staysSilent(() => town.deliver({ object: 'whatsapp_business_account', entry }))).toEqual([]);
    expect(await holding(SECRET)).toEqual([]);
    expect(await town.stack.sql('orchestrator', 'SELECT 1 FROM inbox WHERE message_id = $1', [wamid])).toEqual([]);

    await phone.says('¿cómo va mi pedido?', /No veo pedidos tuyos/);
    await phone.says('¿cómo va mi ticket?', /No veo ningún ticket/);
    expect(await town.conversationOf(phone)).not.toBe(conversationId);
  });

  it('has broken nothing on the way', () => expect(town.stack.brokenLines()).toEqual([]));
});
