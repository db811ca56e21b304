import { Entity } from '#libs/contracts';
import { foldText } from '../retrieval/features.js';
import { type EntityType, entityTypes, isEntityType } from './entity-types.js';

const most = 10;
const finders: [EntityType, RegExp][] = [
  [
    'order_id',
    /\b(?:pedido|orden|order|encomenda|compra)\s*(?:n[úu]mero|number|no?[.º°]?|#)?\s*#?\s*([a-z]{0,4}-?\d{3,12})\b/giu,
  ],
  [
    'ticket_id',
    /\b(?:ticket|caso|case|reclamo|chamado|reclama[çc][ãa]o)\s*(?:n[úu]mero|number|no?[.º°]?|#)?\s*#?\s*([a-z]{0,4}-?\d{2,12})\b/giu,
  ],
  ['email', /([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+)/gu],
  ['date', /(?<![\d/-])(\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?)(?![\d/-])/gu],
  ['amount', /(?<![\d.,])((?:\d{1,9}(?:[.,]\d{1,2})?)\s?(?:€|\$|usd|eur|brl|£))/giu],
];

/** What the text names for certain, in the order of its types. A text without digits names nothing of this kind. */
export function findEntities(text: string): Entity[] {
  if (!/[\d@]/.test(text)) return [];
  const said = text.slice(0, 2_000);
  return finders
    .flatMap(([type, pattern]) => [...said.matchAll(pattern)].map(([, value]) => toEntity(type, value!)))
    .filter((entity) => entity !== undefined)
    .slice(0, most);
}

/** What a model says that the text names: kept only when it is of a known type, looks like it, and stands in the text. */
export function checkEntities(claimed: readonly Entity[], text: string): Entity[] {
  const said = foldText(text);
  return claimed
    .map(({ type, value }) => (isEntityType(type) ? toEntity(type, value) : undefined))
    .filter((entity) => entity !== undefined)
    .filter(({ value }) => foldText(value) !== '' && said.includes(foldText(value)))
    .slice(0, most);
}

/** Both, each once. */
export const mergeEntities = (found: readonly Entity[], checked: readonly Entity[]): Entity[] =>
  [...new Map([...found, ...checked].map((entity) => [`${entity.type} ${entity.value}`, entity])).values()].slice(
    0,
    most,
  );

function toEntity(type: EntityType, raw: string): Entity | undefined {
  const trimmed = raw.trim();
  const value = type === 'order_id' || type === 'ticket_id' ? trimmed.toUpperCase() : trimmed;
  return entityTypes[type].test(value) ? Entity.create({ type, value }) : undefined;
}
