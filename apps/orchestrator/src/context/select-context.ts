import { Exchange } from '#libs/contracts';
import { estimateTokens, tokensOfExchange } from './estimate-tokens.js';
import { type EarlierTurn, isFragment, rankSentences, type Sentence } from './rank-sentences.js';

export interface Conversation {
  /** Oldest first. */
  turns: readonly EarlierTurn[];
  /** What turns said that are not among these any more. */
  summary: { text: string } | null;
  /** What the person says now. */
  text: string;
  /** Tokens that all of it may take. */
  budgetTokens: number;
}

export interface Context {
  /** The newest turns, oldest first. */
  history: Exchange[];
  /** What matters of older ones: the summary, and the sentences that this message is about. */
  summary: string;
}

/** So little is told whole: choosing would cost more than it saves. */
const SHORT_TOKENS = 150;
/** Sentences that say less than this to the text stay out. */
const RELEVANT = 0.2;
/** And so do those that say much less than the one that is most about it. */
const NEXT_TO_BEST = 0.4;
/** "person: " and the line's end. */
const LABEL_TOKENS = 4;

/**
 * Chooses what a model has to know of a conversation: the newest turns as they were said, then sentences of older ones by
 * what they say to this message, best first, in the order in which they were said.
 */
export function selectContext({ turns, summary, text, budgetTokens }: Conversation): Context {
  const spoken = turns.filter(({ task, answer }) => task.trim() !== '' && answer.trim() !== '');
  const isShort = sumOfTokens(spoken) <= Math.min(SHORT_TOKENS, budgetTokens);
  const count = isShort ? spoken.length : isFragment(text) ? 2 : 1;
  let left = budgetTokens - estimateTokens(summary?.text ?? '');
  const history: Exchange[] = [];
  for (const { task, answer } of spoken.slice(spoken.length - Math.min(count, spoken.length)).reverse()) {
    left -= tokensOfExchange({ task, answer });
    if (left < 0 && history.length > 0) break; // the newest comes along whatever it takes
    history.unshift(Exchange.create({ task, answer }));
  }
  const older = spoken.length - history.length;
  const ranked = older > 0 ? rankSentences(spoken, text).filter(({ turn }) => turn < older) : [];
  const extracts = takeBest(ranked, left).map(({ by, text: said }) => `${by === 'person' ? 'person' : 'you'}: ${said}`);
  return { history, summary: [summary?.text ?? '', extracts.join('\n')].filter(Boolean).join('\n\n') };
}

const sumOfTokens = (turns: readonly EarlierTurn[]): number =>
  turns.reduce((sum, turn) => sum + tokensOfExchange(turn), 0);

/** The best within the budget, in the order in which they were said. */
function takeBest(sentences: Sentence[], budgetTokens: number): Sentence[] {
  const least = Math.max(RELEVANT, NEXT_TO_BEST * Math.max(0, ...sentences.map(({ aboutness }) => aboutness)));
  let left = budgetTokens;
  const taken = new Set<Sentence>();
  for (const sentence of sentences.toSorted((a, b) => b.relevance - a.relevance)) {
    if (sentence.relevance < least) break;
    left -= estimateTokens(sentence.text) + LABEL_TOKENS;
    if (left < 0) break;
    taken.add(sentence);
  }
  return sentences.filter((sentence) => taken.has(sentence));
}
