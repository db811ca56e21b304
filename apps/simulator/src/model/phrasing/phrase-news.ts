import type { Conversation } from '../replies/conversation.js';
import { parseJson } from '../replies/parse-json.js';
import { phrasebooks } from '../replies/phrasebooks.js';
import { isObject } from '../wire/message-request.js';
import { answerWords, fillIn } from './answer-words.js';
import { phraseError } from './phrase-steps.js';
import { toText } from './to-text.js';

/** What the caller has just done, or not done, after a tap, and wants told; undefined when there is no such news. */
export function phraseNews({ context, language, isFirst }: Conversation): string | undefined {
  const line = context
    .split('\n')
    .find((one) => one.startsWith('The person tapped ') || one.startsWith('The person said no '));
  if (!line) return undefined;
  const words = answerWords[language];
  const said = line.startsWith('The person said no ') ? words.declined : tell(line, words);
  return isFirst ? `${said}\n\n${phrasebooks[language].demo}` : said;
}

function tell(line: string, words: (typeof answerWords)['es']): string {
  const result = parseJson(/: (\{.*\})\.(?: Tell the person.*)?$/.exec(line)?.[1] ?? '');
  if (!isObject(result)) return words.done;
  if ('error' in result) return phraseError(result, words) ?? words.notDone;
  const { number, total } = result;
  if (typeof number !== 'string') return words.done;
  if (result.placed === true) return fillIn(words.orderPlaced, { number, total: toText(total) });
  return result.cancelled === true ? fillIn(words.orderCancelled, { number }) : words.done;
}
