import type { Step } from '../replies/conversation.js';
import { normalize } from '../replies/normalize.js';
import { isObject, type JsonObject } from '../wire/message-request.js';

/** They are asked for several times while one answer is made. */
const collected = new WeakMap<readonly Step[], JsonObject[]>();
const deepest = 6;
const most = 100;

/** All objects in what the tools answered, the latest answer first, outer ones before what is in them. */
export function collectThings(steps: readonly Step[]): JsonObject[] {
  const before = collected.get(steps);
  if (before) return before;
  const things: JsonObject[] = [];
  collected.set(steps, things);
  for (const { result, isError } of steps.toReversed()) if (!isError) collect(result, things, 0);
  return things;
}

function collect(value: unknown, things: JsonObject[], depth: number): void {
  if (depth > deepest || things.length >= most) return;
  if (Array.isArray(value)) value.forEach((item) => collect(item, things, depth + 1));
  if (!isObject(value)) return;
  things.push(value);
  Object.values(value).forEach((item) => collect(item, things, depth + 1));
}

/** The values that things have under a key, of the best fitting thing first: whose text shares most words with the text, rare ones counting more. */
export function findReference(key: string, things: readonly JsonObject[], plain: string): unknown[] {
  const stems = [...stemsOf(plain)];
  const fits: { value: unknown; shared: string[] }[] = [];
  for (const thing of things) {
    const value = thing[key];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const words = stems.length > 0 ? stemsOf(normalize(textOf(thing))) : none;
    fits.push({ value, shared: stems.filter((stem) => words.has(stem)) });
  }
  const holders = new Map<string, number>();
  for (const { shared } of fits) for (const stem of shared) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const scored = new Map<unknown, number>();
  for (const { value, shared } of fits) {
    const score = shared.reduce((sum, stem) => sum + 1 / holders.get(stem)!, 0);
    scored.set(value, Math.max(scored.get(value) ?? 0, score));
  }
  return [...scored].sort(([, one], [, other]) => other - one).map(([value]) => value);
}

const none: ReadonlySet<string> = new Set();

/** Names and numbers of the thing itself; long texts about it say less than they cost. */
const textOf = (thing: JsonObject): string =>
  Object.values(thing)
    .filter((value) => typeof value === 'string' && value.length <= 200)
    .join(' ');

const stemsOf = (plain: string): Set<string> =>
  new Set((plain.match(/[a-z0-9]{3,}/g) ?? []).map((word) => word.replace(/e?s$/, '').slice(0, 6)));
