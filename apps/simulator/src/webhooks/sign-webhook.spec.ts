import { escapeJson } from './escape-json.js';
import { signWebhook } from './sign-webhook.js';

const SECRET = 'parley-test-secret';

describe('the signature of a webhook', () => {
  it.each([
    [
      { object: 'whatsapp_business_account', entry: [] },
      '2a12c26f033d7077017215bb421d35fa60ed4f2698771f43f0af5fb071dd7284',
    ],
    [{ t: 'olá 😀 שלום' }, '96f110d9a1b06650a432de7d591595e892eb8a56e9d5905a7b0c8fb75b650337'],
  ])('of %j matches the vector', (payload, expected) => {
    expect(signWebhook(SECRET, Buffer.from(escapeJson(payload)))).toBe(`sha256=${expected}`);
  });

  it('does not match the vector when the body is written as UTF-8 instead', () => {
    const bytes = Buffer.from(JSON.stringify({ t: 'olá 😀 שלום' }));
    expect(signWebhook(SECRET, bytes)).toBe('sha256=53bdf63eebd3f0b621b91dec02f7eec65ceb01c1c495243d2d52917be9c8813a');
  });
});

describe(escapeJson, () => {
  it('writes everything above U+007F as lowercase escapes, astral characters as two', () => {
    expect(escapeJson({ t: 'olá 😀 שלום' })).toBe('{"t":"ol\\u00e1 \\ud83d\\ude00 \\u05e9\\u05dc\\u05d5\\u05dd"}');
  });

  it('keeps what a reader gets', () => {
    const value = { text: 'a"b\\c\n\u007f\u0080\u2028 \ud83d alone', more: ['ñ', 'ÿ'] };
    expect(JSON.parse(escapeJson(value))).toEqual(value);
  });
});
