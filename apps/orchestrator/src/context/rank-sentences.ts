import { isStandingFact } from './is-standing-fact.js';
import { toSentences } from './to-sentences.js';
import { WordMatcher } from './word-matcher.js';
import { wordsOf } from './words-of.js';

export interface EarlierTurn {
  task: string;
  answer: string;
}

/** One sentence of an earlier turn. */
export interface Sentence {
  /** Place of its turn, 0 for the oldest. */
  turn: number;
  by: 'person' | 'us';
  text: string;
  /** How much of what the person says now it is about, 0 to 1. */
  aboutness: number;
  /** The same with what matters to any turn: who the person is, and what was said lately. 0 to 1.6. */
  relevance: number;
}

/** A fragment ("and tomorrow?") means what the turn before was about; its words count this much. */
const CARRIED_OVER = 0.5;
/** A turn is about one thing: that much of what its best sentence shares counts for its other sentences too. */
const INHERITED = 0.5;
/** Who they are and what they cannot have matters to turns that share no word with it. */
const STANDING_FACT = 0.5;
const RECENCY = 0.1;
const RECENCY_TURNS = 6;

/** Texts with fewer words of their own mean what was said before. */
export const isFragment = (text: string): boolean => wordsOf(text).size < 2;

/**
 * Every sentence of the earlier turns with how much it matters to `text`: shared words weighted by their rarity in this
 * dialogue, who said it, what else its turn says, and how long ago it was.
 */
export function rankSentences(turns: readonly EarlierTurn[], text: string): Sentence[] {
  const query = queryOf(turns, text);
  const matcher = new WordMatcher(query.keys());
  const said = turns.map(({ task, answer }) =>
    [
      ...toSentences(task).map((sentence) => ({ by: 'person' as const, sentence })),
      ...toSentences(answer).map((sentence) => ({ by: 'us' as const, sentence })),
    ].map((each) => ({ ...each, shared: matcher.findIn(wordsOf(each.sentence)) })),
  );
  const weights = weigh(
    query,
    said.map((sentences) => new Set(sentences.flatMap(({ shared }) => [...shared]))),
  );
  const total = sumOf(weights.values()) || 1;
  return said.flatMap((sentences, turn) => {
    const recency = RECENCY * Math.exp((turn - turns.length + 1) / RECENCY_TURNS);
    const shares = sentences.map(({ shared }) => sumOf([...shared].map((word) => weights.get(word)!)) / total);
    const best = Math.max(...shares);
    return sentences.map(({ by, sentence }, index): Sentence => {
      const aboutness = Math.max(shares[index]!, INHERITED * best);
      const standing = by === 'person' && isStandingFact(sentence) ? STANDING_FACT : 0;
      return { turn, by, text: sentence, aboutness, relevance: aboutness + standing + recency };
    });
  });
}

/** The words that are looked for, with how much each counts. */
function queryOf(turns: readonly EarlierTurn[], text: string): Map<string, number> {
  const query = new Map([...wordsOf(text)].map((word) => [word, 1]));
  if (isFragment(text)) {
    for (const word of wordsOf(turns.at(-1)?.task ?? '')) if (!query.has(word)) query.set(word, CARRIED_OVER);
  }
  return query;
}

/** Rare words tell turns apart; a word that no turn has tells nothing. */
function weigh(query: ReadonlyMap<string, number>, turns: readonly ReadonlySet<string>[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const [word, weight] of query) {
    const holders = turns.filter((words) => words.has(word)).length;
    if (holders > 0) weights.set(word, weight * Math.log(1 + turns.length / holders));
  }
  return weights;
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
