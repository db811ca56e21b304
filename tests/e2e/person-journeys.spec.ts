import { setTimeout as wait } from 'node:timers/promises';
import { Owner } from '#libs/contracts';
import { Town } from './town.ts';
import type { Phone } from '../environment/phone.ts';

interface Words {
  complaint: [string, RegExp];
  status: [string, RegExp];
  add: [string, RegExp];
  person: [string, RegExp];
}

const languages: Record<string, Words> = {
  Spanish: {
    complaint: ['mi tarta llegó rota y quiero una solución', /Abrí el ticket \*T-/],
    status: ['¿cómo va mi ticket?', /ticket \*T-.*en manos del equipo/],
    add: ['agrega al ticket que fue el lunes por la mañana', /lo agregué al ticket \*T-/],
    person: ['quiero hablar con una persona', /He pedido a una persona/],
  },
  English: {
    complaint: ['my cake arrived broken, I want a solution', /I opened ticket \*T-/],
    status: ['how is my ticket?', /Ticket \*T-.*with the team/],
    add: ['add to the ticket that it was on Monday morning', /added it to ticket \*T-/],
    person: ['I want to talk to a person', /I have asked a person/],
  },
  Portuguese: {
    complaint: ['meu bolo chegou quebrado e quero uma solução', /Abri o chamado \*T-/],
    status: ['como está o meu chamado?', /chamado \*T-.*com a equipe/],
    add: ['acrescenta ao chamado que foi na segunda de manhã', /acrescentei ao chamado \*T-/],
    person: ['quero falar com uma pessoa', /Pedi que uma pessoa/],
  },
};

describe('people who need a person', () => {
  let town: Town;

  beforeAll(async () => {
    town = await Town.start();
  });
  afterAll(() => town?.stop());

  const ownerOf = async (phone: Phone) => (await town.transcriptOf(phone)).conversation!.owner;
  const until = async (what: string, holds: () => Promise<boolean>) => {
    for (const end = Date.now() + 15_000; !(await holds()); await wait(50))
      if (Date.now() > end) throw new Error(`it never came that ${what}`);
  };

  it.each(Object.entries(languages))(
    'complain in %s, follow and add to the ticket, and wait for somebody',
    async (name, words) => {
      const phone = await town.newPhone(name);
      const number = /T-[\w-]+/.exec(await phone.says(...words.complaint))![0];
      expect(await phone.says(...words.status)).toContain(number);
      expect(await phone.says(...words.add)).toContain(number);
      const entries = await town.stack.sql<{ text: string }>(
        'agents',
        'SELECT e.text FROM ticket_entries e JOIN tickets t ON t.id = e.ticket_id WHERE t.number = $1',
        [number],
      );
      expect(entries.map(({ text }) => text)).toContainEqual(expect.stringMatching(/lunes|Monday|segunda/));
      await phone.says(...words.person);
      expect(await ownerOf(phone)).toBe(Owner.OWNER_WAITING);
      expect(await phone.staysSilent(() => phone.sends({ kind: 'text', text: 'hola?' }))).toEqual([]);
    },
  );

  it('are answered by an operator while the bot is silent, and by a bot that knows what was said after that', async () => {
    const phone = await town.newPhone('Marta pregunta');
    await phone.says('hola', /./);
    const conversationId = await town.conversationOf(phone);
    const operator = 'Marta';
    await town.desk.call('takeOver', { conversationId, operator, idempotencyKey: 'take-1' });
    expect(await ownerOf(phone)).toBe(Owner.OWNER_HUMAN);
    expect(await phone.staysSilent(() => phone.sends({ kind: 'text', text: '¿dónde están?' }))).toEqual([]);
    const text = 'Soy Marta: te guardo la tarta de queso hasta las 19:00.';
    await phone.expects(/^Soy Marta/, () =>
      town.desk.call('sendAsHuman', { conversationId, operator, text, idempotencyKey: 'say-1' }),
    );
    await phone.sends({ kind: 'text', text: 'perfecto, voy a las 18:30' });
    await until(
      'the message is silenced',
      async () => (await town.stagesOf(phone)).filter((stage) => stage === 'silenced').length === 2,
    );
    const note = 'Tiene una tarta guardada, ya está pagada.';
    await town.desk.call('handBack', { conversationId, operator, note, idempotencyKey: 'back-1' });
    expect(await ownerOf(phone)).toBe(Owner.OWNER_BOT);

    await phone.says('¿y qué es lo que hacen ustedes?', /./);
    const { requests } = (await (await fetch(`${town.simulatorUrl}/anthropic/log`)).json()) as { requests: object[] };
    const shown = JSON.stringify(requests.at(-1));
    for (const known of ['te guardo la tarta de queso', 'voy a las 18:30', 'ya está pagada'])
      expect(shown).toContain(known);
    const types = (await town.transcriptOf(phone)).entries.flatMap(({ entry }) =>
      entry?.$case === 'event' ? [entry.value.type] : [],
    );
    expect(types).toEqual(['taken_over', 'handed_back']);
  });

  it('go back to the bot by a tap when nobody comes', async () => {
    const phone = await town.newPhone('Sin prisa');
    await phone.says('hola', /./);
    await phone.says('/human', /Seguir con el bot/);
    await phone.taps(/^command:bot$/, /Vuelvo a ser tu asistente/);
    await phone.says('¿dónde están?', /Sueca 41/);
    expect(await ownerOf(phone)).toBe(Owner.OWNER_BOT);
  });

  it('hear what the commands do, and what they are in the middle of', async () => {
    const phone = await town.newPhone('Órdenes');
    const help = await phone.says('/help', /asistente automático/);
    for (const command of ['/human', '/status', '/cancel', '/undo', '/stop', '/forget'])
      expect(help).toContain(command);
    await phone.says('/status', /no tengo nada en marcha/);
    await phone.says('/cancel', /No hay nada en marcha/);
    await phone.says('ponme dos mermeladas', /Total/);
    await phone.says('quiero hacer el pedido', /a nombre de quién/);
    await phone.says('/status', /tu pedido/);
    await phone.says('/cancel', /dejamos|De acuerdo|Sin problema|Está bien/);
    expect(await town.ordersOf(phone)).toEqual([]);
  });

  it('has broken nothing on the way', () => expect(town.stack.brokenLines()).toEqual([]));
});
