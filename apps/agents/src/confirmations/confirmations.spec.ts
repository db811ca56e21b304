import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { type Database, migrate, openDatabase } from '#libs/database';
import type { ReplyPart } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { defineTool, type Tool, type ToolContext } from '../tools/tool.js';
import { ToolError } from '../tools/tool-error.js';
import { AskFirst } from './ask-first.js';
import { FORGET_CONFIRMATIONS } from './confirmation-statements.js';
import { ConfirmationsRepository } from './confirmations.repository.js';
import { Taps } from './taps.js';

describe('what people confirm by button', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let askFirst: AskFirst;
  let taps: Taps;
  let ran: { input: unknown; context: ToolContext }[];
  let outcome: () => Promise<unknown>;

  const pay: Tool = defineTool({
    name: 'pay',
    description: 'pays',
    input: z.strictObject({ amount: z.int().min(1).max(100), to: z.string().max(40).default('') }),
    effect: 'confirmed',
    summarise: async ({ amount }) => ({ text: `Pay ${amount}?`, bound: { rate: 7 } }),
    run: async (input, context) => {
      ran.push({ input, context });
      return { content: await outcome(), said: `Paid ${input.amount}.` };
    },
  });
  const find = (name: string) => (name === 'pay' ? pay : undefined);
  const person = (more: Partial<ToolContext> = {}): ToolContext => ({
    phoneNumberId: '1',
    contactId: 'ana',
    conversationId: 'v1',
    turnId: `t${Math.random()}`,
    contactName: 'Ana',
    language: 'en',
    signal: new AbortController().signal,
    ...more,
  });
  const idsOf = (parts: ReplyPart[] | undefined) => {
    const content = parts?.[0]?.content;
    if (content?.$case !== 'buttons') throw new Error('no buttons');
    return content.value.choices.map(({ id }) => id) as [string, string];
  };
  const ask = async (input: Record<string, unknown> = { amount: 5, to: 'Bo' }, context = person()) =>
    idsOf((await askFirst.ask('shop', pay, input, context)).parts);
  let statements = 0;
  const sql = (text: string, values: unknown[] = []) => database.query({ name: `spec${statements++}`, text }, values);

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('agents');
    await migrate({ url: testDatabase.url, entities: [], migrations });
    database = await openDatabase({ url: testDatabase.url, poolSize: 4, entities: [], migrations });
    const repository = new ConfirmationsRepository(database);
    askFirst = new AskFirst(repository);
    taps = new Taps(repository, askFirst);
  });
  beforeEach(() => {
    ran = [];
    outcome = async () => ({ paid: true });
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it('asks with two buttons, and runs nothing', async () => {
    const { content, parts, slots } = await askFirst.ask('shop', pay, { amount: 5 }, person());
    expect(content).toMatchObject({ status: 'awaiting_confirmation', asked: 'Pay 5?' });
    expect(parts).toMatchObject([
      { content: { value: { body: 'Pay 5?', choices: [{ title: 'Confirm' }, { title: 'Not now' }] } } },
    ]);
    expect(idsOf(parts)[0]).toMatch(/^agent:shop:confirm:[0-9a-f-]{36}$/);
    expect(slots).toMatchObject({ phase: 'confirm.pay', openQuestion: 'confirmation' });
    expect(ran).toEqual([]);
  });

  it('runs the tool with the stored arguments and what they were bound to, under a key of its own', async () => {
    const [confirm] = await ask();
    const context = person();
    const result = await taps.answer(confirm, find, context);
    expect(result).toMatchObject({ said: 'Paid 5.', ran: { tool: 'pay', isDone: true } });
    expect(result!.note).toContain('{"paid":true}');
    expect(ran).toMatchObject([
      {
        input: { amount: 5, to: 'Bo' },
        context: { bound: { rate: 7 }, contactId: 'ana', turnId: `confirmation:${confirm.slice(-36)}` },
      },
    ]);
  });

  it('runs it once: a second tap hears what happened, and the same turn again hears what it would have heard', async () => {
    const [confirm, decline] = await ask();
    const context = person();
    const first = await taps.answer(confirm, find, context);
    const again = await taps.answer(confirm, find, context);
    expect({ ...again, ran: undefined }).toEqual({ ...first, ran: undefined });
    const second = await taps.answer(confirm, find, person());
    expect(second).toMatchObject({ said: 'That was already done: Paid 5.', parts: [] });
    expect(second!.note).toContain('Nothing was done now');
    expect(await taps.answer(decline, find, person())).toMatchObject({
      said: expect.stringContaining('already done') as string,
    });
    expect(ran).toHaveLength(1);
  });

  it('has one outcome, however many taps come at once, and one key for all of them', async () => {
    const [confirm] = await ask();
    const results = await Promise.all(Array.from({ length: 8 }, () => taps.answer(confirm, find, person())));
    expect(results.filter((result) => result!.ran)).toHaveLength(1);
    expect(new Set(ran.map(({ context }) => context.turnId)).size).toBe(1);
  });

  it('does nothing after a no, also when a yes follows', async () => {
    const [confirm, decline] = await ask();
    expect((await taps.answer(decline, find, person()))!.note).toContain('said no');
    expect((await taps.answer(confirm, find, person()))!.note).toContain('said no');
    expect(ran).toEqual([]);
  });

  it.each<[string, Partial<ToolContext>]>([
    ['somebody else', { contactId: 'eve' }],
    ['the same person on another number', { phoneNumberId: '2' }],
  ])('refuses the tap of %s', async (_, other) => {
    const [confirm] = await ask();
    expect(await taps.answer(confirm, find, person(other))).toEqual({
      said: 'That button no longer works here. Tell me what you need and we will do it together.',
      parts: [],
    });
    expect(ran).toEqual([]);
    expect((await taps.answer(confirm, find, person()))!.ran).toBeDefined(); // the control: it is good for its owner
  });

  it.each([
    'agent:shop:confirm:1',
    'agent:shop:confirm:',
    "agent:shop:confirm:' OR 1=1",
    'agent:shop:decline:00000000-0000-4000-8000-000000000000',
  ])('refuses %s, which was never asked', async (id) => {
    expect(await taps.answer(id, find, person())).toMatchObject({
      said: expect.stringContaining('no longer works') as string,
    });
    expect(ran).toEqual([]);
  });

  it('leaves other choices alone', async () => {
    for (const id of ['', 'agent:shop:sku:1', 'clarify:1:shop'])
      expect(await taps.answer(id, find, person())).toBeUndefined();
  });

  it('refuses a tap after half an hour', async () => {
    const [confirm] = await ask();
    await sql(`UPDATE confirmations SET expires_at = now() - interval '1 second' WHERE id = $1`, [confirm.slice(-36)]);
    expect(await taps.answer(confirm, find, person())).toMatchObject({
      said: expect.stringContaining('30 minutes') as string,
    });
    expect(ran).toEqual([]);
  });

  it('refuses arguments that were changed after the question, also when they would fit', async () => {
    const [confirm] = await ask();
    await sql(`UPDATE confirmations SET arguments = replace(arguments, '"amount":5', '"amount":99') WHERE id = $1`, [
      confirm.slice(-36),
    ]);
    expect(await taps.answer(confirm, find, person())).toMatchObject({ ran: { isDone: false } });
    expect(ran).toEqual([]);
  });

  it('asks the same question of a repeated turn once', async () => {
    const context = person();
    expect(await ask({ amount: 5 }, context)).toEqual(await ask({ amount: 5 }, context));
    expect(await ask({ amount: 6 }, context)).not.toEqual(await ask({ amount: 5 }, context));
  });

  it('goes on where a tap broke off', async () => {
    const [confirm, decline] = await ask();
    outcome = () => Promise.reject(new AppError('STORE_UNAVAILABLE'));
    await expect(taps.answer(confirm, find, person())).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE' });
    outcome = async () => ({ paid: true });
    expect((await taps.answer(decline, find, person()))!.said).toContain('already confirmed'); // it may be half done: not undone by a no
    expect(await taps.answer(confirm, find, person())).toMatchObject({ said: 'Paid 5.', ran: { isDone: true } });
    expect(new Set(ran.map(({ context }) => context.turnId)).size).toBe(1);
  });

  it('asks again when what was confirmed has changed', async () => {
    const [confirm] = await ask();
    outcome = () =>
      Promise.reject(
        new ToolError('price_changed', 'It costs more.', { now: 6 }, { said: 'It costs 6 now.', isNewQuestion: true }),
      );
    const result = await taps.answer(confirm, find, person());
    expect(result).toMatchObject({
      said: 'It costs 6 now.',
      ran: { isDone: false },
      slots: { openQuestion: 'confirmation' },
    });
    expect(result!.note).toContain('price_changed');
    const [next] = idsOf(result!.parts);
    expect(next).not.toBe(confirm);
    outcome = async () => ({ paid: true });
    expect(await taps.answer(next, find, person())).toMatchObject({ ran: { isDone: true } });
  });

  it('says what it has to say in the language of the person', async () => {
    const said = await Promise.all(
      (['es', 'en', 'pt'] as const).map((language) => taps.answer('agent:a:confirm:x', find, person({ language }))),
    );
    expect(new Set(said.map((result) => result!.said)).size).toBe(3);
  });

  it('forgets old questions, and only those', async () => {
    const [old] = await ask();
    const [fresh] = await ask();
    await sql(`UPDATE confirmations SET expires_at = now() - interval '31 days' WHERE id = $1`, [old.slice(-36)]);
    expect(await database.query(FORGET_CONFIRMATIONS, [30, 2_000])).toEqual([{ count: 1 }]);
    expect((await taps.answer(fresh, find, person()))!.ran).toBeDefined();
  });
});
