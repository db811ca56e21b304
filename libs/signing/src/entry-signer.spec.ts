import { EntrySigner } from './entry-signer.js';

describe(EntrySigner.name, () => {
  const signer = new EntrySigner('sixteen characters');
  const signature = signer.sign('key', { a: 1, b: ['ñ'] });

  it('holds for the same entry under the same key, however it was written', () => {
    expect(signer.holds('key', { b: ['ñ'], a: 1 }, signature)).toBe(true);
  });

  it.each<[string, string, unknown, string]>([
    ['another entry', 'key', { a: 2, b: ['ñ'] }, signature],
    ['another key', 'other', { a: 1, b: ['ñ'] }, signature],
    ['half a signature', 'key', { a: 1, b: ['ñ'] }, signature.slice(0, 32)],
    ['no signature', 'key', { a: 1, b: ['ñ'] }, ''],
    ['what is no signature', 'key', { a: 1, b: ['ñ'] }, 'x'.repeat(64)],
    [
      'another secret',
      'key',
      { a: 1, b: ['ñ'] },
      new EntrySigner('another secret of 16').sign('key', { a: 1, b: ['ñ'] }),
    ],
  ])('does not hold for %s', (_, key, entry, given) => expect(signer.holds(key, entry, given)).toBe(false));
});
