import { newSession } from '../conversations/state/session-builder.js';
import { newOwner } from '../conversations/state/session-values.stage.js';
import type { Session } from '../conversations/state/session.schema.js';
import { situationOf } from './situation-of.js';

const session = (fields: Partial<Session> = {}): Session => ({
  ...newSession(newOwner({ id: 'contact-id', phoneNumberId: '15550001' }), 1),
  ...fields,
});
const turn = (task: string, agent = 'commerce', answer = 'fine') => ({ turnId: task, agent, task, answer });

describe(situationOf, () => {
  it('says what is open and who is quoted, and nothing that identifies a person', () => {
    const situation = situationOf(
      session({ agent: 'commerce', phase: 'checkout.address', openQuestion: 'address', turns: [turn('one')] }),
      'support',
    );
    expect(situation).toEqual({
      activeAgent: 'commerce',
      phase: 'checkout.address',
      openQuestion: 'address',
      recent: [{ task: 'one', answer: 'fine' }],
      quotedAgent: 'support',
    });
    expect(JSON.stringify(situation)).not.toMatch(/contact-id|15550001/);
  });

  it('knows that a choice is open after a clarifying question', () => {
    expect(situationOf(session({ turns: [turn('eh?', 'clarify')] })).openQuestion).toBe('choice');
  });

  it('shows the last three exchanges, within 300 tokens, the newest first', () => {
    const many = session({ turns: ['1', '2', '3', '4', '5'].map((task) => turn(task)) });
    expect(situationOf(many).recent.map(({ task }) => task)).toEqual(['3', '4', '5']);
    const long = session({ turns: [turn('a'.repeat(900)), turn('b'.repeat(900)), turn('c'.repeat(900))] });
    const { recent } = situationOf(long);
    expect(recent.reduce((sum, { task, answer }) => sum + task.length + answer.length, 0)).toBeLessThanOrEqual(1_200);
    expect(recent.at(-1)!.task).toHaveLength(900);
  });

  describe('while a build is at hand', () => {
    const slots = { planner: { build: 'b', until: 2_000 } };
    const about = (fields: Partial<Session>, quoted = '', now = 1_000) => {
      const { activeAgent, phase, openQuestion } = situationOf(session(fields), quoted, now);
      return [activeAgent, phase, openQuestion];
    };

    it('is about it, also after somebody else has answered a question in between', () => {
      expect(about({ agent: 'planner', phase: 'build', slots })).toEqual(['planner', 'build', '']);
      expect(about({ agent: 'information', slots })).toEqual(['planner', 'build', '']);
      expect(about({ slots })).toEqual(['planner', 'build', '']);
    });

    it('leaves it where something else waits for an answer, unless a message about it is quoted', () => {
      const shopping = { agent: 'commerce', phase: 'checkout.address', openQuestion: 'address' as const, slots };
      expect(about(shopping)).toEqual(['commerce', 'checkout.address', 'address']);
      expect(about(shopping, 'planner')).toEqual(['planner', 'build', '']);
    });

    it('forgets it when it has been ready for long, and reads no slots that are none', () => {
      expect(about({ agent: 'planner', phase: 'build', slots }, '', 2_000)).toEqual(['', '', '']);
      expect(about({ slots: { planner: { build: 7, until: 'x' } } })).toEqual(['', '', '']);
      expect(about({ slots: {} })).toEqual(['', '', '']);
    });

    it('knows what was asked about one that is to be', () => {
      const asked = { agent: 'planner', phase: 'build.ask', openQuestion: 'text' as const };
      expect(about(asked)).toEqual(['planner', 'build.ask', 'text']);
    });
  });
});
