import { inboundAddresses } from './inbound-addresses.js';

const payload = (message: object) => ({ entry: [{ changes: [{ value: { messages: [message] } }] }] });

describe(inboundAddresses, () => {
  it('finds numbers and BSUIDs', () => {
    expect(inboundAddresses(payload({ from: '34600', from_user_id: 'ES.1' }))).toEqual([
      { address: '34600' },
      { address: 'ES.1' },
    ]);
  });

  it('says to which number they write', () => {
    const value = { metadata: { phone_number_id: '1001' }, messages: [{ from: '34600' }] };
    expect(inboundAddresses({ entry: [{ changes: [{ value }] }] })).toEqual([
      { phoneNumberId: '1001', address: '34600' },
    ]);
  });

  it.each([[null], ['text'], [{}], [{ entry: 'no list' }], [{ entry: [null] }], [payload({ from: '' })]])(
    'finds none in %j',
    (odd) => expect(inboundAddresses(odd)).toEqual([]),
  );
});
