import fc from 'fast-check';
import { sanitiseLine, sanitiseText } from './sanitise-text.js';

describe(sanitiseText, () => {
  it.each([
    ['ordinary text alone', 'Hola, ¿qué tal? 👋', 'Hola, ¿qué tal? 👋'],
    ['U+0000 by the replacement character', 'a\0b', 'a\uFFFDb'],
    ['a lone surrogate by the replacement character', 'a\ud83d b \ude00', 'a\uFFFD b \uFFFD'],
    ['control characters by nothing', 'a\x07b\x1b[31mc\x7fd\x9be', 'ab[31mcde'],
    ['tabs and no-break spaces by spaces', 'a\tb\u00a0c\u3000d', 'a b c d'],
    ['runs of spaces by one', 'a    b \t  c', 'a b c'],
    ['any line end by a line feed', 'a\r\nb\rc\u2028d\x85e', 'a\nb\nc\nd\ne'],
    ['blank lines by one', 'a\n\n\n \n\nb', 'a\n\nb'],
    ['spaces around line ends by nothing', 'a  \n  b', 'a\nb'],
    ['space at both ends by nothing', '\n  a \n', 'a'],
  ])('leaves or replaces %s', (_, text, clean) => {
    expect(sanitiseText(text)).toBe(clean);
  });

  it('keeps marks of direction and joiners, which belong to names and emoji', () => {
    const text = 'שלום\u200f abc\u200e 👩\u200d💻 \u202eevil\u202c';
    expect(sanitiseText(text)).toBe(text);
  });

  it('keeps 10,000 characters, counted as people count emoji', () => {
    expect(sanitiseText('a'.repeat(70_000))).toHaveLength(10_000);
    expect(sanitiseText('😀'.repeat(10_000))).toHaveLength(20_000);
    expect([...sanitiseText('😀'.repeat(10_001))]).toHaveLength(10_000);
  });

  it('does not cut an emoji sequence or an accent from its letter', () => {
    expect(sanitiseText(`${'a'.repeat(9_998)}👩‍👩‍👧‍👦`)).toBe('a'.repeat(9_998));
    expect(sanitiseText(`${'a'.repeat(9_999)}e\u0301b`)).toBe('a'.repeat(9_999));
  });

  it('cuts letters under a tower of accents between code points', () => {
    expect([...sanitiseText(`a${'\u0301'.repeat(20_000)}`)]).toHaveLength(10_000);
  });

  it('always gives text that Postgres stores, and gives it back unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, max) => {
        const clean = sanitiseText(text, max);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]|[^\S\n]{2}|\n{3}|^\s|\s$/);
        expect([...clean].length).toBeLessThanOrEqual(max);
        expect(sanitiseText(clean, max)).toBe(clean);
      }),
    );
  });
});

describe(sanitiseLine, () => {
  it('gives one line of at most 256 characters', () => {
    expect(sanitiseLine('Ana\n\nMaría\0')).toBe('Ana María\uFFFD');
    expect(sanitiseLine('b'.repeat(65_536))).toHaveLength(256);
  });
});
