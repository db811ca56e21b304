import type { Conversation, Step } from '../replies/conversation.js';
import { phrasebooks } from '../replies/phrasebooks.js';
import { describeValue } from '../tools/describe-value.js';
import { isObject } from '../wire/message-request.js';
import { type AnswerWords, answerWords, fillIn } from './answer-words.js';
import { phraseOpening, phrasePlaces } from './phrase-opening.js';
import { phraseFacts, phrasePassages } from './phrase-passages.js';
import { phraseShop } from './phrase-shop.js';
import { phraseTicket } from './phrase-ticket.js';
import { toText } from './to-text.js';

/** What the tools answered, in the person's language: the last one that has something to say. */
export function phraseSteps({ steps, language, plain, isFirst }: Conversation): string {
  const book = phrasebooks[language];
  const words = answerWords[language];
  const step = steps.findLast(({ result }) => !isShown(result)) ?? steps.at(-1)!;
  const said = step.isError
    ? (phraseError(step.result, words, step.name) ?? book.toolError[0]!)
    : phraseResult(step, plain, words);
  const answer =
    (isShown(steps.at(-1)!.result) ? leadTo(step, steps.at(-1)!, words) : undefined) ?? said ?? plainly(step, language);
  return isFirst ? `${answer}\n\n${book.demo}` : answer;
}

/** A few words above what the person is shown, which says the rest. */
function leadTo({ name, result }: Step, shown: Step, words: AnswerWords): string | undefined {
  if (!isObject(result)) return undefined;
  if (shown.input.as === 'photos') return words.photosShown;
  if (result.found === false || (isShown(result) && /person/.test(name))) return words.notFoundOffered;
  return Array.isArray(result.products) || isShown(result) ? words.productsShown : undefined;
}

const isShown = (result: unknown): boolean => isObject(result) && result.shown === true;

function phraseResult({ name, result }: Step, plain: string, words: AnswerWords): string | undefined {
  if (!isObject(result)) return undefined;
  if (result.shown === false) return words.noPhotos;
  return (
    phraseTicket(name, result, words) ??
    phraseShop(name, result, words) ??
    phraseOpening(result, words) ??
    phrasePlaces(result, words) ??
    phrasePassages(result, plain, words) ??
    (/info|polic|facts/i.test(name) ? phraseFacts(result, plain) : undefined)
  );
}

/** What people can do about an error, by its code. */
export function phraseError(result: unknown, words: AnswerWords, tool = ''): string | undefined {
  if (!isObject(result)) return undefined;
  const code = toText(result.error);
  if (/not_found|unknown_(?:order|ticket)/.test(code)) return words.unknownNumber;
  if (/stock|sold_out|not_enough/.test(code)) return words.soldOut;
  if (/^(?:empty|empty_cart|cart_empty)$/.test(code)) return words.emptyCart;
  if (code === 'no_address' || (code === 'bad_arguments' && /check_?out/.test(tool))) return words.askCheckout;
  if (code === 'below_minimum') {
    const amount = toText(result.minimum);
    const minimum = amount ? fillIn(words.fromAmount, { amount }) : '';
    return fillIn(words.belowMinimum, { minimum });
  }
  if (code === 'too_late') return words.tooLate;
  if (code === 'price_changed' && typeof result.new_total === 'string')
    return fillIn(words.priceChanged, { new_total: result.new_total });
  return undefined;
}

/** Of a shape that nobody foresaw. */
function plainly({ result }: Step, language: Conversation['language']): string {
  const book = phrasebooks[language];
  const text = describeValue(result, book);
  return text ? book.toolResult[0]!.replace('{result}', () => text) : book.toolEmpty[0]!;
}
