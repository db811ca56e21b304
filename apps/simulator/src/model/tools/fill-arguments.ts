import type { Conversation } from '../replies/conversation.js';
import { normalize } from '../replies/normalize.js';
import { isObject, type JsonObject, type Tool } from '../wire/message-request.js';
import { guessValue } from './guess-value.js';
import { collectThings, findReference } from './known-things.js';
import { fillSchema } from './fill-schema.js';
import type { Want, Wish } from './wants.js';

/** Names of properties that point at something that another tool has shown. */
const reference = /^(?:(?:product|variant|item|line|cart_line)s?(?:_?(?:id|sku|ref)s?)?|skus?)$/;

/** How many things are named at once; one for all other wants. */
const mostNamed: Partial<Record<Want, number>> = { compareProducts: 3, searchProducts: 10, showProducts: 3 };

/** Properties that a tool cannot do without, that only another tool can tell, and that none has told yet. */
export function missingReferences({ input_schema: schema }: Tool, conversation: Conversation): string[] {
  const things = thingsOf(conversation);
  return requiredStrings(schema).filter(
    (name) => reference.test(name) && findReferences(name, things, '').length === 0,
  );
}

/** Arguments for a tool, from the words of the person and from what other tools have answered. */
export function fillArguments(tool: Tool, wish: Wish, conversation: Conversation, nowMs: number): unknown {
  const plain = normalize(wish.about.slice(0, 2_000));
  const things = thingsOf(conversation);
  const choose = (name: string, property: JsonObject): unknown => {
    if (wish.want === 'cartFromOrder' || !reference.test(name) || isObject(property.properties))
      return guessValue(name, property, { wish, plain, conversation, nowMs });
    const found = findReferences(name, things, plain);
    if (property.type !== 'array') return found[0];
    return isObject(property.items) && property.items.type === 'string'
      ? found.slice(0, mostNamed[wish.want] ?? 1)
      : undefined;
  };
  const { language } = conversation;
  return fillSchema(tool.input_schema!, { text: wish.about, language, nowMs, choose, onlyKnown: true });
}

/** What tools have answered, and what the person has tapped. */
function thingsOf({ steps, context }: Conversation): JsonObject[] {
  const sku = /tapped a choice: "agent:[\w-]+:sku:([^"]{1,64})"/.exec(context)?.[1];
  return sku ? [{ sku }] : collectThings(steps);
}

/** What fits a name in the singular, the plural, and with or without "id": the best fitting first. */
function findReferences(name: string, things: JsonObject[], plain: string): unknown[] {
  const single = name.replace(/s$/, '');
  for (const key of new Set([name, single, 'sku', 'id'])) {
    const found = findReference(key, things, plain);
    if (found.length > 0) return found;
  }
  return [];
}

/** Required names, those of objects in required lists included. */
function requiredStrings(schema: unknown): string[] {
  if (!isObject(schema)) return [];
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return required.flatMap((name) => {
    const property = properties[name];
    const items = isObject(property) ? property.items : undefined;
    return isObject(items) && isObject(items.properties) ? requiredStrings(items) : [name];
  });
}
