import { createHmac } from 'node:crypto';
import { isSignature, SignatureVerifier } from './signature-verifier.js';

const secret = 'parley-test-secret';
const verifier = new SignatureVerifier([secret]);
const signed = (body: Uint8Array | string, key = secret, hash = 'sha256') =>
  `${hash}=${createHmac(hash, key).update(body).digest('hex')}`;

describe(SignatureVerifier.name, () => {
  const escaped = '{"t":"ol\\u00e1 \\ud83d\\ude00 \\u05e9\\u05dc\\u05d5\\u05dd"}';

  it.each([
    [
      'an ASCII body',
      '{"object":"whatsapp_business_account","entry":[]}',
      '2a12c26f033d7077017215bb421d35fa60ed4f2698771f43f0af5fb071dd7284',
    ],
    ['a body with escaped emoji', escaped, '96f110d9a1b06650a432de7d591595e892eb8a56e9d5905a7b0c8fb75b650337'],
  ])('accepts %s as WhatsApp signs it', (_, body, digest) => {
    expect(verifier.verify(Buffer.from(body), `sha256=${digest}`)).toBe(true);
    expect(verifier.verify(Buffer.from(body), `sha256=${digest.toUpperCase()}`)).toBe(true);
  });

  it('refuses the same object written again', () => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(escaped)));
    expect(createHmac('sha256', secret).update(rewritten).digest('hex')).toBe(
      '53bdf63eebd3f0b621b91dec02f7eec65ceb01c1c495243d2d52917be9c8813a',
    );
    expect(verifier.verify(rewritten, signed(escaped))).toBe(false);
  });

  const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
  const good = signed(body);
  const flipped = Buffer.from(body);
  flipped[10]! ^= 1;

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['another secret', signed(body, 'other')],
    ['only sha1', signed(body, secret, 'sha1')],
    ['sha1 under the name of sha256', signed(body, secret, 'sha1').replace('sha1', 'sha256')],
    ['a truncated digest', good.slice(0, -2)],
    ['a digest that is too long', `${good}ab`],
    ['something that is not hex', `sha256=${'z'.repeat(64)}`],
    ['no algorithm', good.slice('sha256='.length)],
    ['two headers, joined', `${good}, ${good}`],
    ['two headers, as a list', [good, good]],
    ['a line break behind it', `${good}\n`],
  ])('refuses %s without throwing', (_, header) => {
    expect(verifier.verify(body, header)).toBe(false);
  });

  it('refuses a body with one bit flipped', () => {
    expect(verifier.verify(flipped, good)).toBe(false);
  });

  it('accepts every active secret during a rotation, and no other', () => {
    const rotating = new SignatureVerifier(['new-secret', secret]);
    expect(rotating.verify(body, signed(body, 'new-secret'))).toBe(true);
    expect(rotating.verify(body, good)).toBe(true);
    expect(rotating.verify(body, signed(body, 'older-secret'))).toBe(false);
  });

  it('accepts nothing without a secret', () => {
    expect(new SignatureVerifier([]).verify(body, good)).toBe(false);
  });
});

describe(isSignature, () => {
  it('knows the shape before any body is read', () => {
    expect(isSignature(`sha256=${'a'.repeat(64)}`)).toBe(true);
    expect(isSignature(`sha256=${'a'.repeat(63)}`)).toBe(false);
  });
});
