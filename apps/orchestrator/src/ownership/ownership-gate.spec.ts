import { InboundMessage } from '#libs/contracts';
import { OwnershipGate, type OwnedRow } from './ownership-gate.js';

const said = (body: string) => InboundMessage.create({ content: { $case: 'text', value: { body, truncated: false } } });
const tapped = (replyId: string) =>
  InboundMessage.create({ content: { $case: 'reply', value: { replyId, title: 'x', description: '' } } });
const row = (fields: Partial<OwnedRow> = {}): OwnedRow => ({
  ownedBy: 'bot',
  isOptedOut: false,
  owesNotice: false,
  ...fields,
});

describe(OwnershipGate, () => {
  const gate = new OwnershipGate();

  it('lets the bot speak where it has the conversation', () => {
    expect(gate.decide(row(), [said('hello')])).toBe('bot');
    expect(gate.allows(row(), 'cancel')).toBe(true);
  });

  it.each(['human', 'other_app', 'waiting'] as const)('keeps the bot silent while the owner is %s', (ownedBy) => {
    expect(gate.decide(row({ ownedBy }), [said('hello'), said('/status')])).toBe('silent');
    expect(gate.allows(row({ ownedBy }), '')).toBe(false);
  });

  it.each(['STOP', 'Baja.', ' ¡Parar! ', '/stop', '/forget', 'START'])(
    'acts on %s whoever has the conversation',
    (text) => {
      expect(gate.decide(row({ ownedBy: 'human' }), [said('one more thing'), said(text)])).toBe('bot');
    },
  );

  it('does not take a word inside a sentence for a command', () => {
    expect(gate.decide(row({ ownedBy: 'human' }), [said('stop, he is not coming')])).toBe('silent');
    expect(gate.bindingCommand([said('please stop the order')])).toBeUndefined();
  });

  it('keeps the bot silent for a person who said STOP, but for what they ask for in so many words', () => {
    const optedOut = row({ isOptedOut: true });
    expect(gate.decide(optedOut, [said('are you open?')])).toBe('silent');
    expect(gate.decide(optedOut, [said('/human')])).toBe('bot');
    expect(gate.decide(optedOut, [said('alta')])).toBe('bot');
  });

  it('lets the bot say once why it does not answer a person who told WhatsApp that they want nothing', () => {
    const owed = row({ isOptedOut: true, owesNotice: true });
    expect(gate.decide(owed, [said('are you open?')])).toBe('bot');
    expect(gate.allows(owed, '')).toBe(false);
    expect(gate.instead(owed)).toBe('opt_out_notice');
    expect(gate.instead({ ...owed, owesNotice: false })).toBeUndefined();
  });

  it.each(['human', 'other_app', 'waiting'] as const)('says it to nobody while the owner is %s', (ownedBy) => {
    const owed = row({ ownedBy, isOptedOut: true, owesNotice: true });
    expect(gate.decide(owed, [said('are you open?')])).toBe('silent');
  });

  it('lets a person who waits go back to the bot by a button', () => {
    expect(gate.decide(row({ ownedBy: 'waiting' }), [tapped('command:bot')])).toBe('bot');
    expect(gate.decide(row({ ownedBy: 'human' }), [tapped('command:bot')])).toBe('silent');
  });

  it('finds the last binding command of a burst', () => {
    expect(gate.bindingCommand([said('hola'), said('STOP'), said('ok?')])).toBe('stop');
    expect(gate.bindingCommand([said('stop'), said('start')])).toBe('start');
    expect(gate.bindingCommand([said('/human')])).toBeUndefined();
  });
});
