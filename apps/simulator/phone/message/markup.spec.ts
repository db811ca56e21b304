import { describe, expect, it } from '@jest/globals';
import { parseMarkup, plainText } from './markup.js';

const words = (text: string) => [{ type: 'text', text }];

describe(parseMarkup, () => {
  it('keeps plain lines together, with their empty ones', () => {
    expect(parseMarkup('one\n\ntwo')).toEqual([{ type: 'lines', lines: [words('one'), [], words('two')] }]);
  });

  it('gathers the lines of a quote', () => {
    expect(parseMarkup('> a\n> b\nc')).toEqual([
      { type: 'quote', lines: [words('a'), words('b')] },
      { type: 'lines', lines: [words('c')] },
    ]);
  });

  it('tells bullets from numbers, and begins where the text begins', () => {
    expect(parseMarkup('- a\n* b\n3. c')).toEqual([
      { type: 'list', ordered: false, start: 1, items: [words('a'), words('b')] },
      { type: 'list', ordered: true, start: 3, items: [words('c')] },
    ]);
  });

  it('does not take a bold line or a minus for a bullet', () => {
    expect(parseMarkup('*a*\n-5')[0]).toMatchObject({ type: 'lines', lines: [[{ type: 'bold' }], words('-5')] });
  });

  it('leaves everything inside a block of code as it is', () => {
    expect(parseMarkup('see\n```\n*a*\n> b\n```\nend')).toEqual([
      { type: 'lines', lines: [words('see')] },
      { type: 'code', text: '*a*\n> b' },
      { type: 'lines', lines: [words('end')] },
    ]);
  });

  it('shows a fence that never closes as text', () => {
    expect(plainText('a ```b')).toBe('a ```b');
  });

  it('reads a hostile text of 70,000 characters in well under a second', () => {
    for (const piece of ['*a *', '_*~', '`', '```', '> - ', 'http://a)) ', '((((', 'a@']) {
      const startedAt = performance.now();
      parseMarkup(piece.repeat(70_000 / piece.length));
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    }
  });
});

describe(plainText, () => {
  it('drops the markers and keeps the words', () => {
    expect(plainText('*Hi* _there_ ~you~ `x`\n- item')).toBe('Hi there you x\nitem');
  });
});
