import { newSession } from '../conversations/state/session-builder.js';
import { newOwner } from '../conversations/state/session-values.stage.js';
import type { Session } from '../conversations/state/session.schema.js';
import { handoverOf } from './handover-of.js';

const turn = (agent: string, task = 'two red shoes') => ({ turnId: agent, agent, task, answer: 'fine' });
const session = (fields: Partial<Session> = {}): Session => ({ ...newSession(newOwner(), 1), ...fields });

describe(handoverOf, () => {
  const shopping = session({
    turns: [turn('commerce'), turn('', '/help')],
    slots: { commerce: { cart: 'c1' }, support: { ticket: 'T-9' } },
    phase: 'checkout.address',
    openQuestion: 'address',
  });

  it('says nothing to whoever had the conversation before, or where nobody had', () => {
    expect(handoverOf(shopping, 'commerce', '')).toBe('');
    expect(handoverOf(session(), 'commerce', '')).toBe('');
  });

  it('tells another agent goal, facts and open question, and nothing of others', () => {
    expect(JSON.parse(handoverOf(shopping, 'support', ''))).toEqual({
      from: 'commerce',
      goal: 'two red shoes',
      facts: { cart: 'c1' },
      phase: 'checkout.address',
      openQuestion: 'address',
    });
  });

  it('stays short', () => {
    const long = session({
      turns: [turn('commerce', 'x'.repeat(2_000))],
      slots: { commerce: { text: 'x'.repeat(8_000) } },
    });
    expect(handoverOf(long, 'support', '').length).toBeLessThan(500);
  });

  it('brings what an operator noted, also to the same agent', () => {
    expect(JSON.parse(handoverOf(shopping, 'commerce', 'refund is promised'))).toEqual({
      fromOperator: 'refund is promised',
    });
  });
});
