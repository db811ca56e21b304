import { isPrivateAddress, isTrustedAddress } from './media-hosts.js';
import { publicLookup } from './public-lookup.js';

describe(isTrustedAddress, () => {
  const api = new URL('http://127.0.0.1:4000');

  it.each([
    ['https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1', true],
    ['https://graph.facebook.com/v25.0/1', true],
    ['http://127.0.0.1:4000/whatsapp_business/attachments', true],
    ['http://lookaside.fbsbx.com/x', false], // the token would travel in the clear
    ['https://lookaside.fbsbx.com:8443/x', false],
    ['https://user:password@lookaside.fbsbx.com/x', false],
    ['https://fbsbx.com.evil.example/x', false],
    ['https://evilfbsbx.com/x', false],
    ['http://127.0.0.1:4001/x', false],
    ['http://169.254.169.254/latest/meta-data', false],
  ])('judges %s: %s', (address, expected) => {
    expect(isTrustedAddress(new URL(address), api)).toBe(expected);
  });
});

describe(isPrivateAddress, () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'fe80::1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a9fe:a9fe',
    '2002:7f00:1::',
    '2001::1',
    '100::1',
  ])('knows %s as one', (address) => expect(isPrivateAddress(address)).toBe(true));
  it('knows one that is written as IPv6', () => expect(isPrivateAddress('::ffff:10.0.0.1')).toBe(true));
  it.each(['157.240.1.1', '2a03:2880::1', '2001:4860:4860::8888'])('lets %s pass', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});

describe(publicLookup, () => {
  const resolve = (exempt: string) =>
    new Promise((done) =>
      publicLookup(exempt)('localhost', { all: true }, (error, addresses) => done(error ?? addresses)),
    );

  it('finds nothing inside our network, unless it is the configured API', async () => {
    expect(await resolve('graph.facebook.com')).toMatchObject({ reason: 'MEDIA_REFUSED' });
    expect(await resolve('localhost')).toContainEqual(expect.objectContaining({ address: '127.0.0.1' }));
  });
});
