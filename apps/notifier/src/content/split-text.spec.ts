import fc from 'fast-check';
import { splitText } from './split-text.js';

const MARK = /^\[\d+\/\d+\]\n/;
const visible = (text: string): string => text.replace(/[\s`]/g, '');
const joined = (parts: string[]): string =>
  parts.map((part) => (parts.length > 1 ? part.replace(MARK, '') : part)).join(' ');
const sentence = fc.lorem({ maxCount: 3, mode: 'sentences' });
const pieces = fc.oneof(
  { weight: 6, arbitrary: sentence },
  { weight: 2, arbitrary: fc.constantFrom('\n\n', '\n', ' ', '。') },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.webUrl() },
  { weight: 1, arbitrary: sentence.map((code) => `\n\`\`\`\n${code.replaceAll('. ', ';\n')}\n\`\`\`\n`) },
  { weight: 1, arbitrary: fc.constantFrom('👨‍👩‍👧‍👦', '🇧🇷🇦🇷', 'e\u0301', '`inline code`', '漢字仮名交じり文'.repeat(9)) },
);
const texts = fc
  .array(pieces, { minLength: 1, maxLength: 60 })
  .map((all) => all.join(' ').trim())
  .filter((text) => text !== '');
const limits = fc.integer({ min: 120, max: 600 });

describe(splitText, () => {
  it('leaves a text that fits alone, to the last unit', () => {
    expect(splitText('x'.repeat(4_096))).toEqual(['x'.repeat(4_096)]);
    expect(splitText('x'.repeat(4_097)).map((part) => part.slice(0, 6))).toEqual(['[1/2]\n', '[2/2]\n']);
  });

  it('keeps everything that can be seen, within the limit, without a lone surrogate', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const parts = splitText(text, limit);
        expect(visible(joined(parts))).toBe(visible(text));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.isWellFormed()).toBe(true);
          expect(part.replace(MARK, '').trim()).not.toBe('');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('numbers the parts in order and only when there are several', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const parts = splitText(text, limit);
        if (parts.length === 1) return;
        parts.forEach((part, index) => expect(part.startsWith(`[${index + 1}/${parts.length}]\n`)).toBe(true));
      }),
    );
  });

  it('never breaks an emoji, a letter with its accent, or an address that fits into a part', () => {
    const whole = fc.constantFrom('👨‍👩‍👧‍👦', '🇧🇷', 'e\u0301', 'https://example.com/a/path?with=query&more=things');
    fc.assert(
      fc.property(
        fc.array(whole, { minLength: 100, maxLength: 200 }),
        fc.constantFrom('', ' '),
        limits,
        (all, gap, limit) => {
          const spaced = all.map((item) => (item.startsWith('http') ? ` ${item} ` : item)).join(gap);
          const found = joined(splitText(spaced, limit)).match(/https:\S+|👨‍👩‍👧‍👦|🇧🇷|e\u0301/gu) ?? [];
          expect(found.sort()).toEqual([...all].sort());
        },
      ),
      { numRuns: 50 },
    );
  });

  it('prefers paragraphs to lines, lines to sentences, sentences to words', () => {
    const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
    const cut = (text: string) => splitText(text, 200)[0]!.replace(MARK, '');
    expect(cut(`${words(17)}\n\n${words(9)}\n${words(30)}`)).toBe(words(17));
    expect(cut(`${words(17)}\n${words(5)}. ${words(30)}`)).toBe(words(17));
    expect(cut(`${words(17)}. And ${words(30)}`)).toBe(`${words(17)}.`);
    expect(cut(words(60))).toMatch(/word\d+$/);
  });

  it('keeps a code block whole when it fits, and closes and opens one that does not', () => {
    const block = (lines: number) =>
      `\`\`\`\n${Array.from({ length: lines }, (_, line) => `line ${line};`).join('\n')}\n\`\`\``;
    const [before, code] = splitText(`${'Some words. '.repeat(20)}\n${block(20)}`, 300);
    expect(before).not.toContain('```');
    expect(code).toContain(block(20));
    const parts = splitText(block(100), 300);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(part.match(/```/g)).toHaveLength(2);
  });

  it.each([
    ['one grapheme without end', `a${'\u0301'.repeat(9_000)}`],
    ['nothing but high code points', '😀'.repeat(9_000)],
    ['an address without end', `https://example.com/${'a'.repeat(9_000)}`],
    ['an open code block', `\`\`\`\n${'x'.repeat(9_000)}`],
    ['fences only', '```'.repeat(3_000)],
  ])('ends with %s', (_, text) => {
    for (const part of splitText(text)) {
      expect(part.length).toBeLessThanOrEqual(4_096);
      expect(part.isWellFormed()).toBe(true);
    }
  });

  it('takes 100,000 characters without pause', () => {
    const text = 'A sentence of some words, with *bold* ones. '.repeat(2_500);
    expect(splitText(text).length).toBeGreaterThan(24);
  });
});
