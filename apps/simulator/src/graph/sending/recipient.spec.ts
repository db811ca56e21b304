import { GraphError } from '../door/graph-error.js';
import { toRecipient } from './recipient.js';

describe(toRecipient, () => {
  it.each<[string, { to?: string; recipient?: string }, object]>([
    ['a number with a plus', { to: '+44 7700 900-002' }, { waId: '447700900002' }],
    ['a number without a plus, which reaches a stranger', { to: '447700900002' }, { waId: '34447700900002' }],
    ['a BSUID', { recipient: 'BR.770000000000003' }, { bsuid: 'BR.770000000000003' }],
    ['both, of which the number wins', { to: '+447700900002', recipient: 'BR.77' }, { waId: '447700900002' }],
  ])('understands %s', (_, payload, expected) => {
    const { input, ...recipient } = toRecipient(payload, '34') as { input: string };
    expect(recipient).toEqual(expected);
    expect(input).toBe(payload.to ?? payload.recipient);
  });

  it.each([
    [{ to: 'Ana' }],
    [{ to: '+' }],
    [{ to: 'BR.770000000000003' }],
    [{ recipient: '+34600' }],
    [{ recipient: 'br.1' }],
  ])('refuses %j', (payload) => expect(toRecipient(payload, '34')).toBeInstanceOf(GraphError));
});
