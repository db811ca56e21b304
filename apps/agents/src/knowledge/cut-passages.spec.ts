import { cutPassages } from './cut-passages.js';

const words = (count: number, word = 'word') => Array.from({ length: count }, (_, n) => `${word}${n}`).join(' ');
const countOf = (text: string) => text.split(/\s+/).length;

describe(cutPassages.name, () => {
  it('keeps short paragraphs of a section together and sections apart', () => {
    const sections = [
      { heading: 'One', text: 'First.\n\nSecond.' },
      { heading: 'Two', text: 'Third.' },
    ];
    expect(cutPassages(sections)).toEqual([
      { heading: 'One', body: 'First.\nSecond.' },
      { heading: 'Two', body: 'Third.' },
    ]);
  });

  it('begins a new passage where the next paragraph would make it too long', () => {
    const passages = cutPassages([{ heading: '', text: [words(80), words(80), words(30)].join('\n\n') }]);
    expect(passages.map(({ body }) => countOf(body))).toEqual([80, 110]);
  });

  it('cuts a long paragraph at its sentences, and a sentence without end between words', () => {
    const sentences = Array.from({ length: 30 }, (_, n) => `${words(14, `s${n}w`)} end.`).join(' ');
    const bodies = cutPassages([{ heading: '', text: sentences }]).map(({ body }) => body);
    expect(bodies.length).toBeGreaterThan(3);
    for (const body of bodies) expect(body).toMatch(/end\.$/);
    const endless = cutPassages([{ heading: '', text: words(1_000) }]).map(({ body }) => body);
    expect(Math.max(...endless.map(countOf))).toBeLessThanOrEqual(180);
    expect(endless.join(' ')).toBe(words(1_000));
  });

  it('makes nothing of nothing', () => {
    expect(cutPassages([{ heading: 'Empty', text: ' \n\n ' }])).toEqual([]);
  });
});
