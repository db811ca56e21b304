import { normalize } from '../replies/normalize.js';
import { resolveReference } from '../validation/find-schema-problem.js';
import { isObject, type JsonObject } from '../wire/message-request.js';
import { chooseListed } from './choose-listed.js';

export interface FillHints {
  /** What the person wrote: its words choose among enum values, its numbers fill numeric fields. */
  text: string;
  language: string;
  nowMs: number;
  /** What is known better for a property than its schema says; undefined for nothing. */
  choose?: (name: string, schema: JsonObject) => unknown;
  /** Leaves out what is not required and not known. */
  onlyKnown?: boolean;
}

interface Filling extends FillHints {
  root: JsonObject;
  plain: string;
}

const deepest = 12;

/** A valid value for a JSON schema, as close to the text as a machine without a model gets. */
export const fillSchema = (schema: JsonObject, hints: FillHints): unknown =>
  fill(schema, '', { ...hints, root: schema, plain: normalize(hints.text.slice(0, 2_000)) }, 0);

function fill(given: unknown, name: string, filling: Filling, depth: number): unknown {
  if (!isObject(given) || depth > deepest) return null;
  const schema = { ...boundsInDescription(given), ...given };
  if (typeof schema.$ref === 'string')
    return fill(resolveReference(filling.root, schema.$ref), name, filling, depth + 1);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return chooseValue(schema.enum, filling);
  if ('default' in schema) return schema.default;
  for (const key of ['anyOf', 'oneOf']) {
    const variants = schema[key];
    if (Array.isArray(variants)) {
      const variant: unknown = variants.find((item) => isObject(item) && item.type !== 'null') ?? variants[0];
      return fill(variant, name, filling, depth + 1);
    }
  }
  if (Array.isArray(schema.allOf)) {
    const parts = schema.allOf.map((part) => fill(part, name, filling, depth + 1));
    return parts.every(isObject) ? Object.assign({}, ...parts) : parts[0];
  }
  const type: unknown = Array.isArray(schema.type) ? schema.type.find((item) => item !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return fillObject(schema, filling, depth);
    case 'array': {
      const count = Math.max(numberOr(schema.minItems, 0), Math.min(1, numberOr(schema.maxItems, 1)));
      return Array.from({ length: count }, () => fill(schema.items ?? { type: 'string' }, name, filling, depth + 1));
    }
    case 'string':
      return fillString(schema, name, filling);
    case 'integer':
    case 'number':
      return fillNumber(schema, type, filling);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return isObject(schema.properties) ? fillObject(schema, filling, depth) : filling.text.slice(0, 200);
  }
}

/** Required properties first, then the optional ones, as the API orders them. */
function fillObject(schema: JsonObject, filling: Filling, depth: number): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const names = [...new Set([...required, ...Object.keys(properties)])];
  const value: JsonObject = {};
  for (const name of names) {
    const isRequired = required.includes(name);
    if (depth >= deepest - 2 && !isRequired) continue;
    const property = properties[name] ?? { type: 'string' };
    const chosen = isObject(property) ? filling.choose?.(name, property) : undefined;
    if (chosen !== undefined) value[name] = chosen;
    else if (isRequired || !filling.onlyKnown) value[name] = fill(property, name, filling, depth + 1);
  }
  return value;
}

function chooseValue(values: unknown[], { plain, language, text }: Filling): unknown {
  const listed = chooseListed(values, text);
  if (listed !== undefined) return listed;
  const mentioned = values.find((value) => {
    const word = normalize(String(value)).replace(/[_-]+/g, ' ');
    return word.length > 2 && plain.includes(word);
  });
  return mentioned ?? values.find((value) => value === language) ?? values[0] ?? null;
}

function fillString(schema: JsonObject, name: string, { text, language, nowMs }: Filling): string {
  const now = new Date(nowMs).toISOString();
  const formats: Record<string, string> = {
    'date-time': now,
    date: now.slice(0, 10),
    time: now.slice(11, 19) + 'Z',
    duration: 'PT1H',
    email: 'someone@example.com',
    hostname: 'example.com',
    uri: 'https://example.com/',
    ipv4: '192.0.2.1',
    ipv6: '2001:db8::1',
    uuid: '00000000-0000-4000-8000-000000000000',
  };
  const formatted = formats[String(schema.format)];
  if (formatted) return formatted;
  const value = hintFor(name, text, language) ?? (text.trim() || 'demo');
  const shortest = numberOr(schema.minLength, 0);
  return value.slice(0, numberOr(schema.maxLength, 500)).padEnd(shortest, '.');
}

/** A better guess than the whole text, where the name of the field allows one. */
function hintFor(name: string, text: string, language: string): string | undefined {
  const key = name.toLowerCase();
  if (/lang|idioma|locale/.test(key)) return language;
  if (/city|ciudad|cidade|location|place|lugar|address/.test(key)) {
    return /\b(?:en|in|em|de|para|for)\s+(\p{Lu}[\p{L}]+(?:\s+\p{Lu}\p{L}+)*)/u.exec(text)?.[1];
  }
  if (/id$|number|code|numero|codigo/.test(key)) return /#?\b([A-Z]{0,4}-?\d{2,})\b/i.exec(text)?.[1];
  return undefined;
}

function fillNumber(schema: JsonObject, type: 'integer' | 'number', { text }: Filling): number {
  const mentioned = /-?\d+(?:[.,]\d+)?/.exec(text)?.[0].replace(',', '.');
  const low = numberOr(schema.minimum, numberOr(schema.exclusiveMinimum, -Infinity) + 1);
  const high = numberOr(schema.maximum, numberOr(schema.exclusiveMaximum, Infinity) - 1);
  const step = numberOr(schema.multipleOf, 0);
  let value = mentioned === undefined ? Math.max(0, low) : Number(mentioned);
  if (type === 'integer') value = Math.round(value);
  value = Math.min(Math.max(value, low), high);
  return step > 0 ? Math.ceil(value / step) * step : value;
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

const boundNames = 'minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf|minLength|maxLength|minItems|maxItems';

/** The SDK moves bounds that the API does not know into the description, as `{minimum: 1, maximum: 5}`. */
function boundsInDescription({ description }: JsonObject): JsonObject {
  if (typeof description !== 'string' || !description.endsWith('}')) return {};
  const bounds: JsonObject = {};
  for (const [, name, value] of description.matchAll(new RegExp(`\\b(${boundNames}): (-?[\\d.]+)`, 'g'))) {
    bounds[name!] = Number(value);
  }
  return bounds;
}
