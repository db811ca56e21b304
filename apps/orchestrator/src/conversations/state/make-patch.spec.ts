import { Intent, SlotUpdate } from '#libs/contracts';
import { makePatch, type TurnResult } from './make-patch.js';
import { newSession } from './session-builder.js';
import { newOwner } from './session-values.stage.js';
import { patchSchema, type Session } from './session.schema.js';

const session = (fields: Partial<Session> = {}): Session => ({ ...newSession(newOwner(), 1), ...fields });
const result = (fields: Partial<TurnResult> = {}): TurnResult => ({
  language: 'en',
  intent: Intent.INTENT_COMMERCE,
  speaker: 'commerce',
  isAgent: true,
  ...fields,
});
const slots = (phase: string, openQuestion = '', value: unknown = { cart: 'c1' }) =>
  SlotUpdate.create({ slotsJson: JSON.stringify(value), phase, openQuestion });
const busy = session({ lane: 'commerce', agent: 'commerce', phase: 'checkout.address', openQuestion: 'address' });

describe(makePatch, () => {
  it('opens the task that an agent says it is at', () => {
    const { patch } = makePatch(session(), result({ slots: slots('checkout.address', 'address') }), 7);
    expect(patch).toMatchObject({
      lane: 'commerce',
      agent: 'commerce',
      phase: 'checkout.address',
      openQuestion: 'address',
      slots: { commerce: { cart: 'c1' } },
      at: 7,
    });
    expect(patchSchema.safeParse(patch).success).toBe(true);
  });

  it('closes the task that an agent says is finished', () => {
    expect(makePatch(busy, result({ slots: slots('') }), 7).patch).toMatchObject({
      agent: '',
      phase: '',
      openQuestion: '',
    });
  });

  it('keeps the task while its agent says nothing about it, and while Parley speaks for itself', () => {
    const open = { agent: 'commerce', phase: 'checkout.address', openQuestion: 'address' };
    expect(makePatch(busy, result(), 7).patch).toMatchObject(open);
    expect(makePatch(busy, result({ isAgent: false, speaker: '' }), 7).patch).toMatchObject({ ...open, speaker: '' });
  });

  it('goes over to another agent, and to no task with the generalist', () => {
    const support = result({ speaker: 'support', intent: Intent.INTENT_SUPPORT });
    expect(makePatch(busy, support, 7).patch).toMatchObject({ lane: 'support', agent: 'support', phase: '' });
    expect(makePatch(busy, result({ speaker: 'concierge', intent: Intent.INTENT_SMALLTALK }), 7).patch).toMatchObject({
      lane: 'general',
      agent: '',
    });
  });

  it("keeps other agents' slots", () => {
    const before = session({ slots: { support: { ticket: 'T-1' } } });
    expect(makePatch(before, result({ slots: slots('cart') }), 7).patch.slots).toEqual({
      support: { ticket: 'T-1' },
      commerce: { cart: 'c1' },
    });
  });

  it('refuses slots that break the limits and keeps everything as it was', () => {
    const { patch, refused } = makePatch(busy, result({ slots: slots('cart', '', 'no object') }), 7);
    expect(refused).toBe('no object of JSON');
    expect(patch).toMatchObject({ phase: 'checkout.address' });
    expect(patch.slots).toBeUndefined();
  });

  it('takes a question that it does not know for one that any text may answer', () => {
    expect(makePatch(session(), result({ slots: slots('cart', 'colour') }), 7).patch.openQuestion).toBe('text');
  });

  it('stores all slots with at least one turn of twenty, and none where there are none', () => {
    const noted = { commerce: { cart: 'c1' } };
    expect(makePatch(session({ slots: noted, slotsAge: 18 }), result(), 7).patch.slots).toBeUndefined();
    expect(makePatch(session({ slots: noted, slotsAge: 19 }), result(), 7).patch.slots).toEqual(noted);
    expect(makePatch(session({ slotsAge: 40 }), result(), 7).patch.slots).toBeUndefined();
  });

  it('keeps what a person is asked for, within bounds', () => {
    const escalation = { reason: 'asked', summary: 's'.repeat(5_000), priority: 'high' };
    const { patch } = makePatch(session(), result({ escalation }), 7);
    expect(patch.escalation).toEqual({ ...escalation, summary: 's'.repeat(2_000) });
  });
});
