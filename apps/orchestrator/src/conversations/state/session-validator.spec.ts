import { AppError } from '#libs/errors';
import { newSession } from './session-builder.js';
import { newOwner } from './session-values.stage.js';
import { SCHEMA, type Session } from './session.schema.js';
import { validatePatch, validateSession, validateSlots } from './session-validator.js';

const owner = newOwner({ id: 'c1', sessionVersion: 3 });
const session = newSession(owner, 1);
const { turns: _turns, summary: _summary, ...head } = session;
const stored = (change: object, parts: object = {}) => ({
  head: JSON.stringify({ ...head, ...change }),
  turns: [],
  summary: null,
  ...parts,
});
const turn = (task: string) => JSON.stringify({ turnId: 'a', agent: '', task, answer: '' });

describe(validateSession, () => {
  it('takes what was stored', () => {
    expect(validateSession(stored({}), owner)).toEqual({ value: session });
    const summary = { text: 't', upToTurn: 'a' };
    const parts = { turns: [turn('hello')], summary: JSON.stringify(summary) };
    expect(validateSession(stored({}, parts), owner)).toMatchObject({ value: { turns: [{ task: 'hello' }], summary } });
  });

  it.each<[string, ReturnType<typeof stored>]>([
    ['nothing', stored({}, { head: '' })],
    ['half of it', stored({}, { head: JSON.stringify(head).slice(0, 80) })],
    ['another type', stored({}, { head: '[]' })],
    ['more than one thing', stored({}, { head: '{}, "head": {}' })],
    ['a number that is none', stored({ version: 'three' })],
    ['a lane that does not exist', stored({ lane: 'sales' })],
    ['a field that nobody knows', stored({ balance: 7 })],
    ['too many turns', stored({}, { turns: Array.from({ length: 41 }, () => turn('t')) })],
    ['a turn that is too long', stored({}, { turns: [turn('x'.repeat(2_001))] })],
    ['a turn that is none', stored({}, { turns: ['{"turnId":'] })],
    ['slots that are too large', stored({ slots: { a: { text: 'x'.repeat(17_000) } } })],
    ['no schema', stored({ schema: undefined })],
    ['a summary that is none', stored({}, { summary: '[]' })],
  ])('refuses %s', (_, copy) => {
    expect(validateSession(copy, owner)).toHaveProperty('problem');
  });

  it("refuses another person's session, and another number's", () => {
    expect(validateSession(stored({}), { ...owner, id: 'c2' })).toEqual({ problem: 'identity' });
    expect(validateSession(stored({}), { ...owner, phoneNumberId: '2' })).toEqual({ problem: 'identity' });
  });

  it('throws at a session of a newer schema', () => {
    const newer = stored({ schema: SCHEMA + 1 });
    expect(() => validateSession(newer, owner)).toThrow(new AppError('STATE_TOO_NEW'));
  });
});

describe(validateSlots, () => {
  const check = (value: unknown, others: Session['slots'] = {}) =>
    validateSlots(JSON.stringify(value), 'commerce', others);

  it('takes an object', () => {
    expect(check({ cart: 'c', items: [{ id: 1 }] })).toEqual({ value: { cart: 'c', items: [{ id: 1 }] } });
  });

  it.each<[string, unknown]>([
    ['a list', [1]],
    ['a text', 'cart'],
    ['nothing', null],
    ['more than an agent may note', { text: 'x'.repeat(8_200) }],
    ['NUL, which Postgres does not keep', { text: 'a\u0000b' }],
    ['half a character', { text: 'a\ud83d' }],
  ])('refuses %s', (_, value) => {
    expect(check(value)).toHaveProperty('problem');
  });

  it('refuses what is no JSON', () => {
    expect(validateSlots('{"a":', 'commerce', {})).toEqual({ problem: 'no object of JSON' });
  });

  it("refuses what is too much together with other agents' slots, and lets an agent replace its own", () => {
    const large = (length: number) => ({ text: 'x'.repeat(length) });
    expect(check(large(8_000), { a: large(5_000), b: large(5_000) })).toHaveProperty('problem');
    expect(check(large(8_000), { commerce: large(8_000), b: large(5_000) })).toHaveProperty('value');
  });
});

describe(validatePatch, () => {
  it('refuses what is none', () => {
    expect(validatePatch({ schema: SCHEMA })).toHaveProperty('problem');
    expect(validatePatch('text')).toHaveProperty('problem');
  });
});
