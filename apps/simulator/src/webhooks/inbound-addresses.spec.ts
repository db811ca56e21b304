import { inboundAddresses } from './inbound-addresses.js';

const payload = (message: object) => ({ entry: [{ changes: [{ value: { messages: [message] } }] }] });

describe(inboundAddresses, () => {
  it('finds numbers and BSUIDs', () => {
    expect(inboundAddresses(payload({ from: '34600', from_user_id: 'ES.1' }))).toEqual(['34600', 'ES.1']);
  });

  it.each([[null], ['text'], [{}], [{ entry: 'no list' }], [{ entry: [null] }], [payload({ from: '' })]])(
    'finds none in %j',
    (odd) => expect(inboundAddresses(odd)).toEqual([]),
  );
});
