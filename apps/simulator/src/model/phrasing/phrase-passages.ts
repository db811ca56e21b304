import { normalize } from '../replies/normalize.js';
import { searchWords } from '../tools/search-words.js';
import { isObject, type JsonObject } from '../wire/message-request.js';
import { type AnswerWords, fillIn } from './answer-words.js';

const mostSentences = 3;
const longestQuote = 420;

/** The sentences of what was found that speak of what was asked. The rest, whatever it says, is left out. */
export function phrasePassages(result: JsonObject, question: string, words: AnswerWords): string | undefined {
  if (result.found === false) return words.notFound;
  const passages = [result.passages, result.results, result.hits].find(Array.isArray)?.filter(isObject);
  if (!passages) return undefined;
  const asked = stemsOf(question);
  for (const passage of passages) {
    const body = [passage.quoted_text, passage.text, passage.body, passage.content].find(
      (text) => typeof text === 'string',
    );
    const source = passage.source ?? passage.title ?? passage.heading;
    const isAbout = passage.warning === undefined && countShared(normalize(String(source)), asked) > 0;
    const text = typeof body === 'string' ? fittingSentences(body, asked) || (isAbout ? openingOf(body) : '') : '';
    if (!text) continue;
    return typeof source === 'string' ? fillIn(words.passage, { text, source: withoutFile(source) }) : text;
  }
  return words.notFound;
}

/** "allergens.en.md › Diets › Nuts" → "Diets › Nuts": people know no files. */
const withoutFile = (source: string): string => source.replace(/^[^\s›]+\.\w{2,4} › /, '');

/** The text among many that shares most with the question, such as the one policy that was asked about. */
export function phraseFacts(result: JsonObject, question: string): string | undefined {
  const asked = stemsOf(searchWords(question));
  let best: string | undefined;
  let bestScore = -1;
  for (const [path, text] of leaves(result, '')) {
    if (text.length < 12) continue;
    const score = 2 * countShared(normalize(path), asked) + countShared(normalize(text), asked);
    if (score > bestScore) [best, bestScore] = [text, score];
  }
  return best;
}

function* leaves(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value];
  if (Array.isArray(value)) for (const item of value) yield* leaves(item, path);
  if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* leaves(item, `${path} ${key}`);
}

const sentencesOf = (body: string): string[] =>
  body
    .replace(/<\/?[\w-]+>/g, ' ')
    .replace(/^#+ .*$/gm, ' ')
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.replace(/^[-*•\s]+/, '').trim())
    .filter(Boolean);

/** What a passage begins with, where its heading says that it is about what was asked. */
const openingOf = (body: string): string => sentencesOf(body).slice(0, 2).join(' ').slice(0, longestQuote);

function fittingSentences(body: string, asked: Set<string>): string {
  const scored = sentencesOf(body).map((sentence, place) => ({
    sentence,
    place,
    score: countShared(normalize(sentence), asked),
  }));
  const fitting = scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.place - other.place)
    .slice(0, mostSentences)
    .sort((one, other) => one.place - other.place);
  return fitting
    .map(({ sentence }) => sentence)
    .join(' ')
    .slice(0, longestQuote)
    .replace(/[\ud800-\udbff]$/, '');
}

const countShared = (plain: string, asked: Set<string>): number => {
  let shared = 0;
  for (const stem of stemsOf(plain)) if (asked.has(stem)) shared += 1;
  return shared;
};

const stemsOf = (plain: string): Set<string> =>
  new Set((plain.match(/[a-z]{4,}/g) ?? []).map((word) => word.slice(0, 5)));
