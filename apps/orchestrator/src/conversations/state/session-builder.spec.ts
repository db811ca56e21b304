import { newSession, type PastTurn, rebuildSession, resume, SESSION_MS } from './session-builder.js';
import { newOwner, newTurn } from './session-values.stage.js';
import { type SessionPatch, sessionSchema } from './session.schema.js';

const owner = newOwner({ id: 'c1', language: 'es', sessionVersion: 9, ownedBy: 'waiting', isOptedOut: true });
const NOW = 1_000 * SESSION_MS;
const past = (turnId: string, patch: Partial<SessionPatch> = {}, summary: PastTurn['summary'] = null): PastTurn => ({
  ...newTurn(
    { turnId, task: `task ${turnId}`, answer: `answer ${turnId}` },
    { locale: 'es', beganAt: NOW - 500, at: NOW - 100, ...patch },
  ),
  summary,
});

describe(newSession, () => {
  it('is a session of its conversation that knows nothing else', () => {
    const session = newSession(owner, NOW);
    expect(sessionSchema.parse(session)).toEqual(session);
    expect(session).toMatchObject({
      version: 9,
      identity: { phoneNumberId: '1', contactId: 'c1' },
      locale: 'es',
      turns: [],
      handoff: 'waiting',
      consent: 'withdrawn',
    });
  });
});

describe(rebuildSession, () => {
  it('folds the turns, with the version of the row', () => {
    const session = rebuildSession(owner, [past('a'), past('b', { phase: 'checkout.address' })], NOW);
    expect(session).toMatchObject({ version: 9, agent: 'commerce', phase: 'checkout.address', beganAt: NOW - 500 });
    expect(session.turns.map(({ turnId }) => turnId)).toEqual(['a', 'b']);
  });

  it('keeps the newest summary', () => {
    const summary = { text: 'wants shoes', upToTurn: 'a' };
    expect(rebuildSession(owner, [past('a', {}, summary), past('b')], NOW).summary).toEqual(summary);
  });
});

describe(resume, () => {
  const session = rebuildSession(owner, [past('a', { slots: { commerce: { cart: 'c' } } })], NOW);

  it('goes on within a day, with what the row says of owner and consent', () => {
    const found = resume(session, { ...owner, ownedBy: 'bot', isOptedOut: false }, NOW);
    expect(found).toEqual({ ...session, handoff: 'bot', consent: 'given' });
  });

  it('begins anew after a day of silence: what was said and noted is remembered, what was under way is not', () => {
    const later = NOW - 100 + SESSION_MS;
    expect(resume(session, owner, later)).toMatchObject({
      agent: '',
      phase: '',
      openQuestion: '',
      lane: 'general',
      beganAt: later,
      slots: { commerce: { cart: 'c' } },
      turns: [{ turnId: 'a' }],
    });
  });
});
