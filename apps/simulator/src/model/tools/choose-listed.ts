import { normalize } from '../replies/normalize.js';

/**
 * Of values that a text lists as lines "value: description", the one whose description shares the rarest words with what
 * comes after the list, what it is "not:" left out; the value that means none when nothing is shared; undefined without such a list.
 */
export function chooseListed(values: readonly unknown[], text: string): unknown {
  const lines = text.split('\n');
  const listed = lines.flatMap((line, index) => {
    const value = values.find((item) => typeof item === 'string' && line.startsWith(`${item}: `));
    return value === undefined ? [] : [{ value, index, words: wordsOf(line.replace(/\| not: [^|]*/, '')) }];
  });
  if (listed.length < 2) return undefined;
  const said = wordsOf(lines.slice(listed.at(-1)!.index + 1).join(' '));
  const rarity = (word: string) => 1 / listed.filter(({ words }) => words.has(word)).length;
  const scored = listed.map(({ value, words }) => ({
    value,
    score: [...said].filter((word) => words.has(word)).reduce((sum, word) => sum + rarity(word), 0),
  }));
  const best = scored.reduce((most, item) => (item.score > most.score ? item : most));
  return best.score > 0 ? best.value : (values.find((value) => String(value).startsWith('none')) ?? best.value);
}

const wordsOf = (text: string): Set<string> => new Set(normalize(text).match(/\p{L}{3,}/gu));
