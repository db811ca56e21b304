import { newSession } from '../conversations/state/session-builder.js';
import { newOwner } from '../conversations/state/session-values.stage.js';
import type { Session } from '../conversations/state/session.schema.js';
import { KEEP, planSummary, SUMMARISE_AT } from './plan-summary.js';

const owner = newOwner({ language: 'es', sessionVersion: 1 });
const session = (turns: number, changes: Partial<Session> = {}): Session => ({
  ...newSession(owner, 0),
  turns: Array.from({ length: turns }, (_, index) => ({
    turnId: `t${index}`,
    agent: 'concierge',
    task: `task ${index}`,
    answer: `answer ${index}`,
  })),
  ...changes,
});

describe(planSummary.name, () => {
  it('waits until enough turns are in no summary', () => {
    expect(planSummary(session(SUMMARISE_AT - 1))).toBeUndefined();
    expect(planSummary(session(SUMMARISE_AT))?.upToTurn).toBe(`t${SUMMARISE_AT - KEEP - 1}`);
  });

  it('leaves the newest turns as they were said', () => {
    const { task } = planSummary(session(SUMMARISE_AT))!;
    expect(task).toContain('person: task 0\nwe: answer 0');
    expect(task).not.toContain(`task ${SUMMARISE_AT - KEEP}`);
  });

  it('goes on from the summary that is there', () => {
    const summary = { text: 'Wants a cake.', upToTurn: 't9' };
    expect(planSummary(session(10 + SUMMARISE_AT - 1, { summary }))).toBeUndefined();
    const { task } = planSummary(session(10 + SUMMARISE_AT, { summary }))!;
    expect(task).toMatch(/^Summary so far:\nWants a cake\.\n\nConversation since:\nperson: task 10\n/);
  });

  it('begins anew where the session has dropped the turn that the summary ends with', () => {
    const summary = { text: 'Wants a cake.', upToTurn: 'long ago' };
    expect(planSummary(session(SUMMARISE_AT, { summary }))?.task).toContain('person: task 0');
  });
});
