import { ConversationService } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { type GraphOutcome, outcomes } from '../environment/graph-outcome.ts';
import { World } from '../environment/world.ts';

const DAY_S = 86_400;
const optedOut: GraphOutcome = { accepts: false, answer: { kind: 'error', status: 400, code: 131050 } };

interface Kept {
  kind: string;
  state: string;
  class: string | null;
  code: number | null;
  attempts: number;
}

/** What WhatsApp lets a business say, and when: everything else is kept where an operator sees it. */
describe('what may not be said', () => {
  let world: World;
  let desk: GrpcClient<typeof ConversationService>;
  let count = 0;

  beforeAll(async () => {
    world = await World.start();
    desk = new GrpcClient(ConversationService, `127.0.0.1:${world.stack.replica('orchestrator').ports.grpc}`, {
      getConversation: 'gateway.orchestrator.readConversations',
      takeOver: 'gateway.orchestrator.changeConversation',
      sendAsHuman: 'gateway.orchestrator.changeConversation',
      handBack: 'gateway.orchestrator.changeConversation',
    });
  });
  afterAll(async () => {
    await desk?.close();
    await world?.stop();
  });

  const newPerson = () => `3466${String((count += 1)).padStart(7, '0')}`;
  /** A message that Meta could not deliver for so long. */
  const writeLate = async (person: string, text: string, ageS: number) => {
    const message = {
      from: person,
      from_user_id: `ES.${person}`,
      id: `wamid.late.${(count += 1)}`,
      timestamp: `${Math.floor(Date.now() / 1_000) - ageS}`,
      type: 'text',
      text: { body: text },
    };
    await world.meta.deliver(world.meta.envelope({ messages: [message] }));
  };
  const conversationOf = async (person: string): Promise<string> => {
    const text = 'SELECT id FROM conversations WHERE wa_id = $1';
    return (await world.stack.sql<{ id: string }>('orchestrator', text, [person]))[0]!.id;
  };
  /** What the notifier has for a person, the oldest first. */
  const keptFor = async (person: string) =>
    world.stack.sql<Kept>(
      'notifier',
      `SELECT kind, state, error_class AS class, error_code AS code, attempts FROM outbox
        WHERE conversation_id = $1 ORDER BY seq`,
      [await conversationOf(person)],
    );
  const until = (what: string, person: string, holds: (kept: Kept[]) => boolean) =>
    poll(what, async () => (await keptFor(person).then(holds, () => false)) || undefined, { timeoutMs: 15_000 });
  const isParked = (kept: Kept[]) => kept.some(({ state }) => state === 'parked');
  const typesTo = (person: string) =>
    world.graph.attempts.filter(({ body }) => `${body.to}`.endsWith(person)).map(({ body }) => body.type);
  const refuseTexts = (person: string, outcome: GraphOutcome, times = 1) => {
    let left = times;
    world.graph.program = (body) => {
      if (!`${body.to}`.endsWith(person) || left === 0) return outcomes.accepted;
      left -= 1;
      return outcome;
    };
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 1_500));

  it('is kept and shown after the 24 hours, with no word to the person where no template is configured', async () => {
    const person = newPerson();
    await writeLate(person, 'are you open?', DAY_S + 3_600);
    await until('the answer is kept', person, isParked);
    await pause();
    expect(typesTo(person)).toEqual([]);
    expect(await keptFor(person)).toMatchObject([{ kind: 'text', state: 'parked', class: 'window_closed' }]);

    await writeLate(person, 'still there?', DAY_S - 3_600); // the control: an hour before the end
    await world.answersTo(person);
    expect(typesTo(person)).toEqual(['text']);
  });

  describe('with a template', () => {
    beforeAll(() => world.stack.replica('notifier').restart({ REENGAGEMENT_TEMPLATE: 'come_back:pt_BR' }));
    beforeEach(() => (world.graph.program = () => outcomes.accepted));

    it('invites the person once, and what they write opens the window', async () => {
      const person = newPerson();
      await writeLate(person, 'are you open?', DAY_S + 3_600);
      await until('the invitation', person, (kept) => kept.some(({ kind }) => kind === 'template'));
      await writeLate(person, 'hello?', DAY_S + 3_000);
      await until(
        'both answers are kept',
        person,
        (kept) => kept.filter(({ state }) => state === 'parked').length === 2,
      );
      await pause();
      expect(typesTo(person)).toEqual(['template']);
      const template = { name: 'come_back', language: { code: 'pt_BR' } };
      expect(world.graph.accepted.find(({ to }) => to === person)!.body).toMatchObject({ type: 'template', template });

      await world.meta.write(person, 'here I am');
      await poll('the answer', () => typesTo(person).includes('text') || undefined, { timeoutMs: 15_000 });
      expect(world.textsTo(person).at(-1)).toContain('You said');
    });

    it('keeps what an operator writes too late, and shows it as theirs', async () => {
      const person = newPerson();
      await world.meta.write(person, 'hello');
      await world.answersTo(person);
      const conversationId = await conversationOf(person);
      await world.stack.sql(
        'orchestrator',
        "UPDATE conversations SET last_inbound_at = now() - interval '25 hours' WHERE id = $1",
        [conversationId],
      );
      const operator = 'Marta';
      await desk.call('takeOver', { conversationId, operator, idempotencyKey: 'late-1' });
      const words = 'your cake is ready';
      await desk.call('sendAsHuman', { conversationId, operator, text: words, idempotencyKey: 'late-2' });
      await until('the invitation', person, (kept) => isParked(kept) && kept.some(({ kind }) => kind === 'template'));
      expect(world.textsTo(person)).not.toContain(words);
      const { entries } = await desk.call('getConversation', { conversationId, pageSize: 100, pageToken: '' });
      expect(JSON.stringify(entries)).toContain(words);
    });

    it('believes WhatsApp when it says 131047, whatever our clock says', async () => {
      const person = newPerson();
      refuseTexts(person, outcomes.windowClosed);
      await world.meta.write(person, 'hello');
      await until('the invitation', person, (kept) => isParked(kept) && kept.some(({ kind }) => kind === 'template'));
      await pause();
      expect(typesTo(person)).toEqual(['text', 'template']);
      expect((await keptFor(person))[0]).toMatchObject({ state: 'parked', code: 131047 });
    });

    it('records that a person wants nothing (131050), says once why nobody answers, and hears START', async () => {
      const languages = [
        { person: newPerson(), hello: 'hola, ¿están abiertos?', why: /Le has dicho a WhatsApp/, back: /Qué bueno/ },
        { person: newPerson(), hello: 'hello, are you open?', why: /You have told WhatsApp/, back: /Welcome back/ },
        { person: newPerson(), hello: 'oi, vocês estão abertos?', why: /Você disse ao WhatsApp/, back: /Que bom/ },
      ];
      const isOneOf = (to: string) => languages.some(({ person }) => to.endsWith(person));
      world.graph.program = (body) =>
        body.type === 'template' && isOneOf(`${body.to}`) ? optedOut : outcomes.accepted;
      const says = (person: string, words: RegExp) =>
        poll(`${words}`, () => words.test(world.textsTo(person).at(-1) ?? '') || undefined, { timeoutMs: 15_000 });
      await Promise.all(
        languages.map(async ({ person, hello, why, back }) => {
          await writeLate(person, hello, DAY_S + 3_600);
          await until('the refusal', person, (kept) => kept.some(({ code }) => code === 131050));
          const conversationId = await conversationOf(person);
          const isOptedOut = async () =>
            (await desk.call('getConversation', { conversationId, pageSize: 1, pageToken: '' })).conversation
              ?.isOptedOut || undefined;
          await poll('the consent', isOptedOut, { timeoutMs: 10_000 });
          await world.meta.write(person, hello);
          await says(person, why);
          await world.meta.write(person, hello);
          await pause();
          expect(typesTo(person)).toEqual(['template', 'text']);
          await writeLate(person, 'START', 0);
          await says(person, back);
          await world.meta.write(person, hello);
          await says(person, /You said/);
        }),
      );
    });
  });

  it('tries once where WhatsApp cannot deliver (131026), says so, and goes on with the next', async () => {
    const person = newPerson();
    refuseTexts(person, outcomes.undeliverable);
    await world.meta.write(person, 'hello');
    await until('the failure', person, (kept) => kept.some(({ state }) => state === 'failed'));
    await pause();
    expect(typesTo(person)).toEqual(['text']);
    expect(await keptFor(person)).toMatchObject([{ state: 'failed', code: 131026 }]);
    await world.meta.write(person, 'and now?');
    expect(await world.answersTo(person)).toHaveLength(1);
  });

  it('has broken nothing on the way', () => expect(world.stack.brokenLines()).toEqual([]));
});
