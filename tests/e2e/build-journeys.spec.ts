import { setTimeout as wait } from 'node:timers/promises';
import { call, type Phone } from '../environment/phone.ts';
import { Town } from './town.ts';

interface Words {
  order: [string, RegExp];
  status: [string, RegExp];
  hours: [string, RegExp];
  change: [string, RegExp];
  done: RegExp;
  later: [string, RegExp];
  changed: RegExp;
  undo: [string, RegExp];
  nothing: [string, RegExp];
}

const languages: Record<string, Words> = {
  Spanish: {
    order: ['hazme una página web para mi panadería Sol', /Me pongo con ello.*plan.*publicación.*primera vez/s],
    status: ['/status', /[▓░]{10} \d+ %.*⏳/su],
    hours: ['¿a qué hora abren mañana?', /\d{1,2}:\d{2}/],
    change: ['hazla más oscura', /^✏️/u],
    done: /¡Listo!.*http\S+\/sites\/\S+/s,
    later: ['añade un formulario de contacto', /^✏️/u],
    changed: /El cambio está hecho: http\S+\/sites\/\S+/,
    undo: ['/undo', /vuelve a la versión anterior/],
    nothing: ['/cancel', /ya estaba listo/],
  },
  English: {
    order: ['build me a landing page for a bakery called Luna', /I am on it.*plan.*publishing.*takes|first time/s],
    status: ['how is my page coming along?', /[▓░]{10} \d+ %.*⏳/su],
    hours: ['what time do you open tomorrow?', /\d{1,2}:\d{2}/],
    change: ['make it darker', /^✏️/u],
    done: /is ready: http\S+\/sites\/\S+/,
    later: ['add a contact form', /^✏️/u],
    changed: /The change is in: http\S+\/sites\/\S+/,
    undo: ['undo the last change', /back to the version before/],
    nothing: ['/cancel', /was ready already/],
  },
};

/** A model that thinks for a while: long enough to say something while a build goes on. */
const SLOW_MS = 700;

describe('people who have a site made', () => {
  let town: Town;

  beforeAll(async () => {
    town = await Town.start();
  });
  afterAll(() => town?.stop());
  beforeEach(() => think(0));

  const think = (latencyMs: number) => call('PUT', `${town.simulatorUrl}/anthropic/settings`, { latencyMs });
  const says = (phone: Phone, [text, expected]: [string, RegExp]) => phone.says(text, expected);
  const comes = (phone: Phone, expected: RegExp) => phone.expects(expected, () => wait(0));
  const siteAt = async (words: string): Promise<string> => {
    const response = await fetch(/http\S+\/sites\/[\w-]+\/?/.exec(words)![0]);
    expect(response.status).toBe(200);
    return response.text();
  };
  const buildsOf = async (phone: Phone) =>
    town.stack.sql<{ state: string; revision: number; changes: { text: string }[] }>(
      'orchestrator',
      'SELECT state, revision, changes FROM builds WHERE conversation_id = $1 ORDER BY id',
      [await town.conversationOf(phone)],
    );

  it.each(Object.entries(languages))(
    'order it in %s, ask how far it is, change it on the way and after, and go back',
    async (name, words) => {
      const phone = await town.newPhone(name);
      await think(SLOW_MS);
      await says(phone, words.order);
      await says(phone, words.status);
      await says(phone, words.hours);
      await says(phone, words.change);
      const ready = comes(phone, words.done);
      await think(0);
      const first = await siteAt(await ready);
      expect(await buildsOf(phone)).toMatchObject([{ state: 'done', changes: [{ text: words.change[0] }] }]);

      const changed = comes(phone, words.changed);
      await says(phone, words.later);
      const second = await siteAt(await changed);
      expect(second).not.toBe(first);

      const before = (await buildsOf(phone))[0]!.revision;
      await says(phone, words.undo);
      await poll(async () =>
        (await buildsOf(phone)).every(({ state, revision }) => state === 'done' && revision > before),
      );
      await poll(async () => (await siteAt(await changed)) === first, 5_000); // what a gateway has looked up is good for 2 s
      await says(phone, words.nothing);
      expect(await buildsOf(phone)).toHaveLength(1);
      expect(town.stack.brokenLines()).toEqual([]);
    },
    180_000,
  );

  it('see the picture of what was made, and operators what was said', async () => {
    const phone = await town.newPhone('Ana');
    const ready = comes(phone, /¡Listo!/);
    await phone.says('hazme una página web para mi floristería Rosa', /Me pongo con ello/);
    await ready;
    const picture = (await phone.answers()).at(-1)!.mediaUrl; // without a browser on the machine there is none
    if (picture) expect((await fetch(picture)).headers.get('content-type')).toBe('image/png');
    const { entries } = await town.transcriptOf(phone);
    const said = entries.flatMap(({ entry }) => (entry?.$case === 'turn' ? entry.value.replies : []));
    expect(said.map(({ text }) => text).join('\n')).toMatch(/Me pongo con ello[^]*¡Listo!/);
  });

  it('stop it within two seconds, and hear what is kept', async () => {
    const phone = await town.newPhone('Eva');
    await think(SLOW_MS);
    await phone.says('make me a website for my dance school', /I am on it/);
    const began = performance.now();
    await phone.says('/cancel', /^🛑 Stopped/u);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await buildsOf(phone)).toMatchObject([{ state: 'cancelled' }]);
    const runs = () =>
      call<unknown[]>('GET', `${town.simulatorUrl}/anthropic/log`).then((log) => JSON.stringify(log).length);
    await wait(1_500);
    const quiet = await runs();
    await wait(1_500);
    expect(await runs()).toBe(quiet); // nobody asks the model any more
  });

  it('hear nothing of it while somebody of the team writes with them, and all of it after that', async () => {
    const phone = await town.newPhone('Marta');
    await think(SLOW_MS);
    await phone.says('hazme una página web para mi taller de bicis', /Me pongo con ello/);
    const conversationId = await town.conversationOf(phone);
    await town.desk.call('takeOver', { conversationId, operator: 'Luz', idempotencyKey: 'take-b' });
    await think(0);
    await poll(async () => (await buildsOf(phone))[0]!.state === 'done');
    expect(await phone.staysSilent(() => wait(0))).toEqual([]);
    await phone.expects(/¡Listo!/, () =>
      town.desk.call('handBack', { conversationId, operator: 'Luz', note: '', idempotencyKey: 'back-b' }),
    );
  });

  it('are told once, by whoever lives, when the process that was building dies', async () => {
    const phone = await town.newPhone('Leo');
    await think(SLOW_MS);
    const ready = comes(phone, /is ready: http/);
    await phone.says('build me a portfolio for my photos', /I am on it/);
    const orchestrator = town.stack.replica('orchestrator');
    orchestrator.kill();
    await orchestrator.start();
    await think(0);
    await ready;
    expect(
      (await phone.answers()).filter(({ text, caption }) => /is ready: http/.test(`${text} ${caption}`)),
    ).toHaveLength(1);
  });

  it('leave nothing behind when they are forgotten: no build, no site', async () => {
    const phone = await town.newPhone('Nora');
    const ready = comes(phone, /¡Listo!/);
    await phone.says('hazme una página web para mi yoga', /Me pongo con ello/);
    const address = /http\S+\/sites\/[\w-]+\/?/.exec(await ready)![0];
    const conversationId = await town.conversationOf(phone);
    await phone.says('/forget', /.+/);
    await phone.taps(/forget_confirmed/, /.+/);
    await poll(
      async () =>
        (await town.stack.sql('orchestrator', 'SELECT FROM builds WHERE conversation_id = $1', [conversationId]))
          .length === 0,
      30_000,
    );
    await poll(async () => (await fetch(address)).status === 404, 30_000);
  });

  async function poll(holds: () => Promise<boolean>, patienceMs = 40_000): Promise<void> {
    for (const end = Date.now() + patienceMs; !(await holds()); await wait(50))
      if (Date.now() > end) throw new Error('it never came to that');
  }
});
