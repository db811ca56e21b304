import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Run, type RunEvent } from '#libs/contracts';
import { openDatabase } from '#libs/database';
import { answerEvents, sendEvents, toolEvents, toolResults, until } from '#libs/testing';
import { AgentsStage } from '../agents.stage.js';
import { readFolder } from '../importing/read-folder.js';
import { writeFolder } from '../importing/write-folder.js';

describe('answers that are given again, over gRPC', () => {
  const stage = new AgentsStage();
  let asked = 0;
  /** A question that no other spec asks. */
  const newQuestion = () => `¿Abren el ${['lunes', 'martes'][asked++ % 2]}? ${'x'.repeat(asked)}`;
  const contextOf = (fields: object = {}) => ({
    phoneNumberId: '1',
    contactId: 'c1',
    conversationId: 'v1',
    turnId: 't1',
    contactName: 'Ana',
    ...fields,
  });
  const ask = async (task: string, fields: Parameters<typeof Run.create>[0] = {}) => {
    const run = Run.create({
      runId: '1.1',
      agent: 'information',
      task,
      language: 'es',
      timeoutMs: 10_000,
      context: contextOf(),
      ...fields,
    });
    const events: RunEvent[] = [];
    await stage.client.stream('execute', { runs: [run] }, (response) => void events.push(...response.events));
    return events.map(({ event }) => event!);
  };
  const importAgain = async () => {
    const database = await openDatabase({ url: stage.databaseUrl, poolSize: 1, entities: [], migrations: [] });
    const folder = join(import.meta.dirname, '../../businesses/panaderia-la-espiga');
    await writeFolder(database, await readFolder(folder)).finally(() => database.close());
  };
  const calls = () => stage.api.requests.length;
  const costOf = async (asking: () => Promise<unknown>) => {
    const before = calls();
    await asking();
    return calls() - before;
  };

  beforeAll(async () => {
    await stage.prepare();
    await stage.importExample();
    await stage.start({
      ANSWER_CACHE_SECRET: randomBytes(16).toString('hex'),
      REDIS_URL: process.env['TEST_REDIS_URL']!,
    });
  }, 60_000);
  beforeEach(() => (stage.api.answer = (response) => sendEvents(response, answerEvents('Sí, de 8 a 14.'))));
  afterAll(async () => {
    await stage.stop();
    await stage.drop();
  });

  it('come to another person who asks the same in other letters, without a call of the model', async () => {
    const question = newQuestion();
    const first = await ask(question);
    const cost = await costOf(async () => {
      const again = await ask(`  ${question.toUpperCase()}`, {
        context: contextOf({ contactId: 'c2', conversationId: 'v2', contactName: 'Berta' }),
      });
      expect(again.filter(({ $case }) => $case !== 'usage')).toEqual(first.filter(({ $case }) => $case !== 'usage'));
      expect(again.find(({ $case }) => $case === 'usage')?.value).toMatchObject({ inputTokens: 0, fromCache: true });
    });
    expect(cost).toBe(0);
    expect(first.find(({ $case }) => $case === 'usage')?.value).not.toHaveProperty('fromCache', true);
    expect(JSON.stringify(stage.api.requests.at(-1))).not.toContain('Ana'); // so that it cannot be greeted with it
  });

  it.each<[string, Parameters<typeof Run.create>[0]]>([
    ['another number', { context: contextOf({ phoneNumberId: '2' }) }],
    ['another language', { language: 'en' }],
    ['another agent', { agent: 'concierge' }],
    ['what was said before', { history: [{ task: 'Tengo celiaquía', answer: 'Lo tengo en cuenta.' }] }],
    ['a summary', { summary: 'She is called Ana.' }],
    ['notes', { slotsJson: '{"allergy":"nuts"}' }],
    ['a hand-over', { handover: 'She wants a cake.' }],
    ['a file', { attachments: [{ mimeType: 'text/plain', data: Buffer.from('x'), filename: '' }] }],
    ['a suspicion', { suspicions: ['override'] }],
  ])('are never those of %s', async (_, fields) => {
    const question = newQuestion();
    await ask(question);
    expect(await costOf(() => ask(question, fields))).toBeGreaterThan(0);
    expect(await costOf(() => ask(question))).toBe(0); // and the other one has not replaced it
  });

  it.each(['mi pedido 10034', 'soy ana@example.com'])('are not kept of %j', async (question) => {
    await ask(question);
    expect(await costOf(() => ask(question))).toBe(1);
  });

  it('are out of date when the business has imported something', async () => {
    const question = newQuestion();
    await ask(question);
    await importAgain();
    await until(async () => (await costOf(() => ask(question))) > 0);
  });

  it('are made once for equal questions at the same time, also when one of those who wait leaves', async () => {
    const question = newQuestion();
    let finish: () => void = () => undefined;
    stage.api.answer = (response) => (finish = () => sendEvents(response, answerEvents('Sí.')));
    const before = calls();
    const leaves = ask(question, { timeoutMs: 100 });
    const stays = [ask(question), ask(question)];
    expect((await leaves).at(-1)).toMatchObject({ $case: 'failed', value: { reason: 'DEADLINE_EXCEEDED' } });
    finish();
    for (const events of await Promise.all(stays)) expect(events.at(-1)?.$case).toBe('done');
    expect(calls() - before).toBe(1);
  });

  it('hold the buttons of tools', async () => {
    stage.api.answer = (response, request) =>
      toolResults(request).length > 0
        ? sendEvents(response, answerEvents('No lo sé.'))
        : sendEvents(response, toolEvents([{ name: 'offer_person', input: {} }]));
    const question = newQuestion();
    const first = await ask(question);
    const again = await ask(question);
    expect(again.find(({ $case }) => $case === 'part')).toEqual(first.find(({ $case }) => $case === 'part'));
    expect(again.find(({ $case }) => $case === 'part')).toBeDefined();
  });
});
