import { applyPatch, type PatchedTurn } from './apply-patch.js';
import { newSession } from './session-builder.js';
import { newOwner, newTurn } from './session-values.stage.js';
import { LIMITS, type Session, type SessionPatch, sessionSchema } from './session.schema.js';

const owner = newOwner();
const turn = (turnId: string, fields: Partial<PatchedTurn> = {}, patch: Partial<SessionPatch> = {}): PatchedTurn =>
  newTurn({ turnId, task: `task ${turnId}`, answer: `answer ${turnId}`, ...fields }, { beganAt: 1, at: 2, ...patch });
const after = (...turns: PatchedTurn[]): Session => turns.reduce(applyPatch, newSession(owner, 1));

describe(applyPatch, () => {
  it('takes over what the turn says and adds it to the dialogue', () => {
    expect(after(turn('a'))).toMatchObject({
      version: 1,
      lane: 'commerce',
      agent: 'commerce',
      phase: 'cart',
      openQuestion: 'quantity',
      turns: [{ turnId: 'a', agent: 'commerce', task: 'task a', answer: 'answer a' }],
      lastTurnAt: 2,
    });
  });

  it('leaves the session before it as it was', () => {
    const before = newSession(owner, 1);
    applyPatch(before, turn('a'));
    expect(before).toEqual(newSession(owner, 1));
  });

  it('keeps slots that a patch does not mention, and counts how old they are', () => {
    const slots = { commerce: { cart: 'cart-1' } };
    const session = after(turn('a', {}, { slots }), turn('b'), turn('c'));
    expect(session).toMatchObject({ slots, slotsAge: 2, cart: 'cart-1' });
    expect(after(turn('a', {}, { slots }), turn('b', {}, { slots: {} }))).toMatchObject({ slots: {}, cart: '' });
  });

  it('keeps the newest turns, at most forty', () => {
    const session = after(...Array.from({ length: 45 }, (_, index) => turn(`${index}`)));
    expect(session.turns.map(({ turnId }) => turnId)).toEqual(Array.from({ length: 40 }, (_, index) => `${index + 5}`));
    expect(session.version).toBe(45);
  });

  it('keeps what fits of long dialogues, and the same whether turn by turn or all at once', () => {
    const long = Array.from({ length: 40 }, (_, index) =>
      turn(`${index}`, { task: 't'.repeat(100 * (index % 25)), answer: 'a'.repeat(1_900) }),
    );
    const session = after(...long);
    const chars = session.turns.reduce((sum, { task, answer }) => sum + task.length + answer.length, 0);
    expect(chars).toBeLessThanOrEqual(LIMITS.dialogueChars);
    expect(session.turns.at(-1)!.turnId).toBe('39');
    expect(after(...long.slice(20)).turns).toEqual(session.turns);
  });

  it('cuts a long text without cutting a character in half, and what comes out is a session', () => {
    const session = after(turn('a', { task: `${'x'.repeat(LIMITS.turnChars - 1)}🙂`, answer: '🙂'.repeat(5_000) }));
    const [{ task, answer }] = session.turns as [Session['turns'][number]];
    expect([task.isWellFormed(), answer.isWellFormed()]).toEqual([true, true]);
    expect(sessionSchema.safeParse(session).success).toBe(true);
  });
});
