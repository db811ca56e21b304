import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { findSuspicions } from '#libs/screening';
import { canonicalJson } from '#libs/signing';
import { mcpLimits } from '../connecting/mcp-limits.js';
import type { SchemaCheck } from './schema-check.js';

const shape = z.object({
  name: z.string().min(1).max(128),
  title: z.string().max(500).optional(),
  description: z.string().max(20_000).default(''),
  inputSchema: z.record(z.string(), z.unknown()),
  outputSchema: z.record(z.string(), z.unknown()).optional(),
  annotations: z
    .object({ readOnlyHint: z.boolean().optional(), idempotentHint: z.boolean().optional() })
    .loose()
    .optional(),
});

/** What a server says of a tool: all that the model reads of it, and all that says how it is treated. */
export type ToolDefinition = z.infer<typeof shape>;

export interface JudgedTool {
  definition: ToolDefinition;
  hash: string;
  /** Why a person should read it first. */
  suspicions: string[];
}

export type Judgement = { tool: JudgedTool; problem?: undefined } | { name: string; problem: string };

/** Whether a description can be a tool at all. */
export function judgeTool(given: unknown, check: SchemaCheck): Judgement {
  const name = nameOf(given);
  const parsed = shape.safeParse(given);
  if (!parsed.success) return { name, problem: 'it is no description of a tool' };
  const definition = parsed.data;
  const problem = check.problemOf(definition.inputSchema);
  if (problem) return { name, problem };
  const read = canonicalJson([definition.title, definition.description, definition.inputSchema]);
  const hash = createHash('sha256').update(canonicalJson(definition)).digest('hex');
  return { tool: { definition, hash, suspicions: suspicionsOf(read) } };
}

/** What was judged lately: servers are asked for their tools again and again. */
const judged = new LRUCache<string, Judgement>({ max: 2_000 });

/** Judges a listing; two tools of one name are none. */
export async function judgeTools(given: readonly unknown[], check: SchemaCheck): Promise<Judgement[]> {
  const times = new Map<string, number>();
  for (const one of given) times.set(nameOf(one), (times.get(nameOf(one)) ?? 0) + 1);
  const judgements: Judgement[] = [];
  for (const [name, one] of new Map(given.map((tool) => [nameOf(tool), tool]))) {
    if (times.get(name)! > 1) judgements.push({ name, problem: 'two tools have this name' });
    else judgements.push(await judgeOnce(one, check));
  }
  return judgements;
}

async function judgeOnce(given: unknown, check: SchemaCheck): Promise<Judgement> {
  const key = createHash('sha256')
    .update(JSON.stringify(given) ?? '')
    .digest('hex');
  let judgement = judged.get(key);
  if (judgement) return judgement;
  judgement = judgeTool(given, check);
  judged.set(key, judgement);
  await setImmediate(); // hundreds of long schemas must not hold up turns
  return judgement;
}

function nameOf(given: unknown): string {
  const name: unknown = typeof given === 'object' && given !== null && 'name' in given ? given.name : undefined;
  return typeof name === 'string' ? name.slice(0, 128) : '?';
}

/** Words to steer an agent, what cannot be seen, and more words than a tool needs. */
function suspicionsOf(text: string): string[] {
  const found: string[] = [...findSuspicions(text)];
  if (/\p{Cf}|[\u{e0000}-\u{e007f}]/u.test(text)) found.push('invisible characters');
  if (/<\/?\s*(important|system|instructions?|secret|constitution|agent)\b/i.test(text)) found.push('tags');
  if (/\b(do not|don't|never) (tell|mention|inform|reveal)|before (using|calling) (this|any) tool/i.test(text))
    found.push('orders to the agent');
  if (text.length > mcpLimits.descriptionLength * 2 + mcpLimits.schemaBytes) found.push('length');
  return found;
}
