import type { Conversation } from '../replies/conversation.js';
import { parseJson } from '../replies/parse-json.js';
import { findName } from '../replies/memory.js';
import { findIntent } from '../replies/intents.js';
import { isObject, type JsonObject } from '../wire/message-request.js';
import { collectThings } from './known-things.js';
import { findQuantity } from './quantities.js';
import { searchWords } from './search-words.js';
import type { Want, Wish } from './wants.js';

export interface Circumstances {
  wish: Wish;
  /** What the person said about it, normalised. */
  plain: string;
  conversation: Conversation;
  nowMs: number;
}

type Guess = (circumstances: Circumstances, property: JsonObject) => unknown;

const numberPattern = /\b([A-Z]{1,3}-[0-9A-Z]{3,}(?:-[0-9A-Z]{3,})*|\d{4,})\b/i;
const orderPattern = /\b(p-[2-9b-z]{3}-[2-9b-z]{3})\b/i;
const ticketPattern = /\b(t-[2-9b-z]{3}-[2-9b-z]{3})\b/i;
const subjectLength = 80;

/** By the name of the property, the first that fits; undefined where nothing is known, so that it is left out or filled plainly. */
const guesses: [RegExp, Guess][] = [
  [
    /^(?:query|q|search|terms|words|keywords)$/,
    ({ wish, plain }) => (wish.want === 'knowledge' ? wish.about.slice(0, 300) : searchWords(plain) || undefined),
  ],
  [/^(?:question|topic)$/, ({ wish }) => wish.about.slice(0, 300)],
  [/^topics?$/, ({ plain }, { items }) => findTopics(plain, isObject(items) ? items.enum : undefined)],
  [/^max_?price$/, ({ plain }) => findCeiling(plain)],
  [/^items$/, ({ wish }) => (wish.want === 'cartFromOrder' ? readOrder(wish.about) : undefined)],
  [/^as$/, ({ wish }, { enum: values }) => oneOf(values, wish.want === 'showProducts' ? 'photos' : 'choice')],
  [/lang|locale/, ({ conversation }) => conversation.language],
  [
    /quantity|count|amount|units/,
    ({ wish, plain }) => (wish.want === 'removeFromCart' ? 0 : (newQuantity(wish, plain) ?? findQuantity(plain) ?? 1)),
  ],
  [
    /^(?:number|order|ticket)(?:_?(?:number|id|code))?$|_number$/,
    ({ conversation, wish }) => findNumber(conversation, wish.want) ?? shownNumber(conversation),
  ],
  [/subject|title/, ({ wish }) => shorten(wish.about, subjectLength)],
  [/details|description|wants|goal|summary|reason|message|comment|text/, ({ wish }) => shorten(wish.about, 1_000)],
  [/impact|severity/, ({ plain }, { enum: values }) => oneOf(values, impactOf(plain))],
  [
    /^why$/,
    ({ conversation }, { enum: values }) =>
      oneOf(values, findIntent(conversation.plain) === 'human' ? 'asked' : 'failed'),
  ],
  [
    /fulfil|delivery_method|shipping_method/,
    ({ plain }, { enum: values }) => oneOf(values, isPickup(plain) ? 'pickup' : 'delivery'),
  ],
  [/address/, ({ conversation, wish }) => findAddress([wish.about, ...conversation.earlier.toReversed()])],
  [
    /recipient|customer_name|^name$/,
    ({ conversation, wish }) =>
      findRecipient(wish.about) ??
      findName([...conversation.earlier, conversation.text]) ??
      profileName(conversation) ??
      '',
  ],
  [/^(?:date|day|on)$/, ({ plain, nowMs }) => findDate(plain, nowMs)],
];

export const guessValue = (name: string, property: JsonObject, circumstances: Circumstances): unknown =>
  guesses.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1](circumstances, property);

const oneOf = (values: unknown, value: string): unknown =>
  Array.isArray(values) && !values.includes(value) ? undefined : value;

const shorten = (text: string, length: number): string =>
  text
    .trim()
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '');

/** "change the loaves to 4": what stands last is what they become. */
const newQuantity = ({ want }: Wish, plain: string): number | undefined => {
  const last = /\b(?:para|a|to|por) (\d{1,3})\W*$/.exec(plain)?.[1];
  return want === 'changeCart' && last ? Number(last) : undefined;
};

const shownNumber = ({ steps }: Conversation): unknown =>
  collectThings(steps).find(({ number }) => typeof number === 'string')?.number;

/**
 * In the message, else one of its kind in what was answered last: a postcode is no order. What the person typed earlier does
 * not count: it may be wrong or another one, and tools know which are theirs.
 */
export function findNumber({ text, lastAnswer }: Conversation, want: Want): string | undefined {
  const ofKind = /order/i.test(want) ? orderPattern : ticketPattern;
  return (numberPattern.exec(text) ?? ofKind.exec(lastAnswer))?.[1]?.toUpperCase();
}

function impactOf(plain: string): string {
  if (
    /\b(humo|smoke|fumaca|fuego|fire|fogo|alergi\w+|allerg\w+|herid\w+|injur\w+|ferid\w+|peligr\w+|danger\w*|perigo\w*)\b/.test(
      plain,
    )
  )
    return 'danger';
  if (
    /\b(rot[oa]s?|broken|quebrad\w+|no (?:funciona|sirve|llego)|not work\w*|nao (?:funciona|chegou)|never arrived)\b/.test(
      plain,
    )
  )
    return 'blocked';
  return 'inconvenience';
}

const topics: Record<string, RegExp> = {
  delivery: /\b(deliver\w*|envi\w+|entreg\w+|repart\w+|shipping|domicilio)\b/,
  payment: /\b(pag\w+|pay\w*|tarjeta\w*|cards?|cartao|efectivo|cash|dinheiro|pix|bizum|aceptan|aceitam|accept)\b/,
  taxes: /\b(iva|taxe?s?|impuesto\w*|imposto\w*|vat)\b/,
  person: /\b(persona|person|human\w*|pessoa|contact\w*)\b/,
  policies: /\b(politica\w*|polic\w+|devol\w+|returns?|cancel\w*|garantia\w*|warrant\w+|priva\w+)\b/,
};

function findTopics(plain: string, known: unknown): string[] | undefined {
  const found = Object.keys(topics).filter(
    (topic) => topics[topic]!.test(plain) && Array.isArray(known) && known.includes(topic),
  );
  return found.length > 0 ? found : undefined;
}

const findCeiling = (plain: string): number | undefined => {
  const found = /\b(?:menos de|hasta|maximo|por debajo de|under|below|less than|up to|ate|no maximo)\s+(\d{1,6})/.exec(
    plain,
  )?.[1];
  return found ? Number(found) : undefined;
};

/** The items of an order message, as a person's phone sent them. */
function readOrder(text: string): unknown {
  const order = parseJson(/\[order from the catalogue: (\{.*\})\]/.exec(text)?.[1] ?? '');
  const items = isObject(order) && Array.isArray(order.items) ? order.items.filter(isObject) : [];
  return items.map(({ product_id: sku, quantity }) => ({ sku, quantity }));
}

const profileName = ({ context }: Conversation): string | undefined =>
  /^Name in the person's profile: (.{1,60})\.$/m.exec(context)?.[1];

const isPickup = (plain: string): boolean =>
  /\b(reco[gj]\w*|retir\w+|paso a buscar|buscar(?:lo|la)?|pick ?(?:it )?up|collect|busco|na loja|en (?:la )?tienda|in store)\b/.test(
    plain,
  );

const street =
  /\b((?:calle|c\/|avenida|avda\.?|av\.|paseo|plaza|carrer|rua|travessa|praca|praça)\s+[^,\n]{2,60}(?:,?\s*\d[^\n]{0,60})?|\d{1,5}\s+[A-Z][\w' ]{2,40}\s(?:street|st|road|rd|avenue|ave|lane)\b[^\n]{0,60})/i;

const findAddress = (texts: string[]): string | undefined =>
  texts.map((text) => street.exec(text)?.[1]?.trim()).find((found) => found !== undefined);

const findRecipient = (text: string): string | undefined =>
  /(?:a nombre de|para|in the name of|under the name|name is|em nome de|en nombre de|soy|sou)\s+(\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,2})/u.exec(
    text,
  )?.[1];

const weekdays = [
  /domingo|sunday/,
  /lunes|monday|segunda/,
  /martes|tuesday|terca/,
  /miercoles|wednesday|quarta/,
  /jueves|thursday|quinta/,
  /viernes|friday|sexta/,
  /sabado|saturday/,
];
const dayMs = 86_400_000;

/** YYYY-MM-DD, in UTC. */
function findDate(plain: string, nowMs: number): string | undefined {
  const today = new Date(nowMs).getUTCDay();
  const weekday = weekdays.findIndex((pattern) => pattern.test(plain));
  let days: number | undefined;
  if (weekday >= 0) days = (weekday - today + 7) % 7;
  else if (/\b(pasado manana|day after tomorrow|depois de amanha)\b/.test(plain)) days = 2;
  else if (/\b(manana|tomorrow|amanha)\b/.test(plain)) days = 1;
  else if (/\b(hoy|today|hoje)\b/.test(plain)) days = 0;
  return days === undefined ? undefined : new Date(nowMs + days * dayMs).toISOString().slice(0, 10);
}
