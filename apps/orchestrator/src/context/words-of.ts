import { functionWords } from './function-words.js';

const MARKS = /[\u0300-\u036f]/g;
const WORDS = /[\p{L}\p{N}]+/gu;

/** The words by which texts are compared, without those of grammar, in lower case, without accents, each once. */
export function wordsOf(text: string): Set<string> {
  const words = text.normalize('NFKD').replace(MARKS, '').toLowerCase().match(WORDS) ?? [];
  return new Set(words.filter((word) => !functionWords.has(word)));
}
