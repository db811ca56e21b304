import { solveSum } from './arithmetic.js';
import { type Attachment, formatSize } from './attachments.js';
import type { Conversation } from './conversation.js';
import type { Language } from './detect-language.js';
import { canAnswer, findOpenDialog } from './dialogs.js';
import { findIntent, type Intent, isGreeted, isRepeating, wantsMore } from './intents.js';
import { normalize } from './normalize.js';
import { findName, recollect } from './memory.js';
import type { Phrasebook } from './phrasebook.js';
import { phrasebooks } from './phrasebooks.js';

const locales: Record<Language, string> = { es: 'es', en: 'en-GB', pt: 'pt-BR' };
const formatters = Object.fromEntries(
  Object.entries(locales).map(([language, locale]) => [
    language,
    {
      number: new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }),
      time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }),
      date: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }),
    },
  ]),
) as Record<Language, { number: Intl.NumberFormat; time: Intl.DateTimeFormat; date: Intl.DateTimeFormat }>;
const longTextLength = 400;
const quoteLength = 80;

/** What the emulated model says to a person. Facts about the business are never among it. */
export function composeText(conversation: Conversation, nowMs: number): string {
  const book = phrasebooks[conversation.language];
  const answer = findAnswer(conversation, nowMs);
  return conversation.isFirst ? `${answer}\n\n${book.demo}` : answer;
}

function findAnswer(conversation: Conversation, nowMs: number): string {
  const { language, text, plain, earlier, lastAnswer, attachments } = conversation;
  const book = phrasebooks[language];
  const vary = (variants: string[], values: Record<string, string> = {}) =>
    fill(pick(variants, plain, earlier.length), values);
  const quote = quoteOf(text);

  if (attachments.some(({ format }) => format !== '?')) return vary(book.attachmentSeen, describeFiles(attachments));
  if (!text.trim()) return vary(book.attachment);
  const recalled = recollect(text, plain, earlier);
  if (recalled)
    return vary(book[recalled.kind], { ...recalled, ...('quote' in recalled && { quote: quoteOf(recalled.quote) }) });
  const sum = solveSum(plain);
  if (sum !== undefined) {
    return Number.isNaN(sum) ? vary(book.noSum) : vary(book.sum, { sum: formatters[language].number.format(sum) });
  }
  if (lastAnswer && isRepeating(plain)) return vary(book.repeated, { quote: lastAnswer.slice(0, 600) });
  if (earlier.length > 0 && wantsMore(plain)) return another(book, earlier) ?? vary(book.statement, { quote });
  const intent = findIntent(plain);
  const open = intent === 'refusal' || canAnswer(intent, text) ? findOpenDialog(earlier) : undefined;
  const followUp = open && book.followUps[open.dialog][open.step];
  if (followUp) return intent === 'refusal' ? vary(book.dialogDropped) : fill(followUp, { quote });
  if (intent === 'greeting') return greet(vary(book.intents.greeting), findName(earlier));
  if (intent) {
    const answer = vary(book.intents[intent], clockValues(intent, language, nowMs));
    return isGreeted(plain) && earlier.length === 0 ? vary(book.hello) + answer : answer;
  }
  if (!/[\p{L}\p{N}]/u.test(text)) return vary(book.wordless);
  if (text.length > longTextLength) return vary(book.longText, { quote });
  return vary(isQuestion(text, plain) ? book.question : book.statement, { quote });
}

/** Format and size are all that a machine without eyes knows of a picture. */
function describeFiles(attachments: Attachment[]): Record<string, string> {
  const formats = [...new Set(attachments.map(({ format }) => format))].join(' + ');
  const bytes = attachments.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  const count = attachments.length > 1 ? `${attachments.length} × ` : '';
  return { format: `${count}${formats}`, size: bytes > 0 ? ` (${formatSize(bytes)})` : '' };
}

function clockValues(intent: Intent, language: Language, nowMs: number): Record<string, string> {
  const { time, date } = formatters[language];
  if (intent === 'time') return { time: time.format(nowMs) };
  return intent === 'date' ? { date: date.format(nowMs) } : {};
}

const isQuestion = (text: string, plain: string): boolean =>
  /[?¿]/.test(text) ||
  /^(hola,? |hi,? |oi,? )?(quiero|quisiera|quero|queria|gostaria de|i want to|i'd like to|necesito) (saber|know|ask|preguntar|perguntar)\b/.test(
    plain,
  );

/** The next variant of what the text before asked for. */
function another(book: Phrasebook, earlier: string[]): string | undefined {
  const plain = normalize(earlier.at(-1)!.slice(0, 2_000));
  const intent = findIntent(plain);
  if (!intent) return undefined;
  const variants = book.intents[intent];
  return variants[(variants.indexOf(pick(variants, plain, earlier.length - 1)) + 1) % variants.length];
}

/** The same text at the same place of a conversation always gets the same variant. */
function pick(variants: string[], plain: string, place: number): string {
  let mix = place;
  for (let index = 0; index < plain.length && index < 200; index++) mix = (mix * 31 + plain.charCodeAt(index)) >>> 0;
  return variants[mix % variants.length]!;
}

const fill = (template: string, values: Record<string, string>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const greet = (greeting: string, name: string | undefined): string =>
  name ? greeting.replace(/^([¡]?[^!,.]+)!/, `$1, ${name}!`) : greeting;

function quoteOf(text: string): string {
  const line = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[«»“”"]/g, '')
    .replace(/[?!.¿¡]+$/, '')
    .replace(/^[¿¡]+/, '');
  if (line.length <= quoteLength) return line;
  const cut = line.slice(0, quoteLength);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), quoteLength / 2)).replace(/[\ud800-\udbff]$/, '')}…`;
}
