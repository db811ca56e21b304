import type { Conversation, Step } from '../replies/conversation.js';
import { phrasebooks } from '../replies/phrasebooks.js';
import { describeValue } from '../tools/describe-value.js';
import { isObject } from '../wire/message-request.js';
import { type AnswerWords, answerWords } from './answer-words.js';
import { phraseOpening, phrasePlaces } from './phrase-opening.js';
import { phraseFacts, phrasePassages } from './phrase-passages.js';
import { phraseShop } from './phrase-shop.js';
import { phraseTicket } from './phrase-ticket.js';

/** What the tools answered, in the person's language: the last one that has something to say. */
export function phraseSteps({ steps, language, plain, isFirst }: Conversation): string {
  const book = phrasebooks[language];
  const words = answerWords[language];
  const step = steps.findLast(({ result }) => !(isObject(result) && result.shown === true)) ?? steps.at(-1)!;
  const said = step.isError ? (phraseError(step, words) ?? book.toolError[0]!) : phraseResult(step, plain, words);
  const answer = said ?? plainly(step, language);
  return isFirst ? `${answer}\n\n${book.demo}` : answer;
}

function phraseResult({ name, result }: Step, plain: string, words: AnswerWords): string | undefined {
  if (!isObject(result)) return undefined;
  return (
    phraseTicket(name, result, words) ??
    phraseShop(name, result, words) ??
    phraseOpening(result, words) ??
    phrasePlaces(result, words) ??
    phrasePassages(result, plain, words) ??
    (/info|polic|facts/i.test(name) ? phraseFacts(result, plain) : undefined)
  );
}

function phraseError({ result }: Step, words: AnswerWords): string | undefined {
  const code = isObject(result) ? String(result.error ?? '') : '';
  if (/not_found|unknown_(?:order|ticket)/.test(code)) return words.unknownNumber;
  if (/stock|sold_out/.test(code)) return words.soldOut;
  return /empty_cart|cart_empty/.test(code) ? words.emptyCart : undefined;
}

/** Of a shape that nobody foresaw. */
function plainly({ result }: Step, language: Conversation['language']): string {
  const book = phrasebooks[language];
  const text = describeValue(result, book);
  return text ? book.toolResult[0]!.replace('{result}', () => text) : book.toolEmpty[0]!;
}
