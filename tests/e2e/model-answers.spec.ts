import { poll } from '../../scripts/launcher/processes/poll.ts';
import type { ModelAnswer } from '../environment/fake-model.ts';
import { KEPT, World } from '../environment/world.ts';

describe('what a model may answer', () => {
  let world: World;
  let count = 0;

  beforeAll(async () => {
    world = await World.start({ env: { TURN_ATTEMPTS: '2', TURN_TIMEOUT_MS: '3000' } });
  });
  afterAll(() => world?.stop());

  /** A person whose next calls get these answers, and then ordinary ones. */
  const ask = async (text: string, ...answers: ModelAnswer[]) => {
    const person = `3468${String((count += 1)).padStart(7, '0')}`;
    const ordinary = world.model.script;
    world.model.script = (request, call) => answers.shift() ?? ordinary(request, call);
    await world.meta.write(person, text);
    return person;
  };
  const parts = (person: string) => world.textsTo(person);

  it('sends 20,000 characters in order, in parts that WhatsApp takes', async () => {
    const text = Array.from({ length: 2_500 }, (_, index) => `word${index}`).join(' ');
    const person = await ask('a lot', { kind: 'text', text });
    await world.answersTo(person, Math.ceil(text.length / 4_096));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(parts(person).every((part) => part.length <= 4_096)).toBe(true);
    expect(
      parts(person)
        .map((part) => part.replace(/\s*\[\d+\/\d+\]\s*/, ''))
        .join(' ')
        .match(/word\d+/g),
    ).toEqual(text.match(/word\d+/g));
  });

  it('passes characters on that are no text', async () => {
    const person = await ask('strange', { kind: 'text', text: 'broken \ufffd \u0000 end' });
    expect((await world.answersTo(person))[0]).toMatch(/^broken .* end$/s);
  });

  it('passes the readable part on of what is no UTF-8', async () => {
    const person = await ask('bytes', { kind: 'text', text: 'broken \u00e9\u00ff\u00c3 end', encoding: 'latin1' });
    expect((await world.answersTo(person))[0]).toMatch(/^broken \ufffd+ end$/);
  });

  it.each<[string, ModelAnswer]>([
    ['nothing', { kind: 'text', text: '' }],
    ['an error in mid-stream', { kind: 'broken', text: 'half an ans', how: 'error' }],
    ['a connection that breaks in mid-stream', { kind: 'broken', text: 'half an ans', how: 'cut' }],
    ['an overload', { kind: 'error', status: 529, type: 'overloaded_error' }],
  ])('asks again after %s, and never sends the half of an answer', async (_, answer) => {
    const person = await ask('again', answer);
    const answered = () => (parts(person).some((part) => part.includes('You said')) ? true : undefined);
    await poll('the answer of a later attempt', answered, { timeoutMs: 30_000, everyMs: 50 });
    const others = parts(person).filter((part) => !part.includes('You said'));
    expect(others.every((part) => /siento|sorry|Desculpe/.test(part)) && others.length <= 1).toBe(true);
    expect(parts(person).filter((part) => part.includes('You said'))).toHaveLength(1);
  });

  it('says one honest sentence once when the model never answers, and sets the turn aside', async () => {
    const silence: ModelAnswer = { kind: 'silence' };
    const person = await ask('hello?', silence, silence, silence, silence);
    const [sentence] = await world.answersTo(person, 1, 30_000);
    expect(sentence).toMatch(/siento|sorry|Desculpe/);
    await world.stack.sql('orchestrator', 'SELECT 1');
    const deadline = performance.now() + 30_000;
    let aside: object[] = [];
    while (aside.length === 0 && performance.now() < deadline) {
      aside = await world.stack.sql('orchestrator', "SELECT error FROM turns WHERE stage = 'set_aside'");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(aside).toHaveLength(1);
    expect(parts(person)).toHaveLength(1);
  });

  it('has doubled nothing and kept every order on the way', async () => {
    const { doubled, outOfOrder } = await world.settle(1_000);
    expect({ ...KEPT, doubled, outOfOrder }).toEqual(KEPT);
    expect(world.stack.brokenLines()).toEqual([]);
  });
});
