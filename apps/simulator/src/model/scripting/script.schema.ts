import { z } from 'zod';
import { faultKinds } from './fault-kinds.js';

/** Every given text must occur in its part of the request, whatever the case. */
export const matchSchema = z.strictObject({
  /** In the system prompt. */
  system: z.string().optional(),
  /** The agent named by `<agent name="…">` in the system prompt. */
  agent: z.string().optional(),
  /** In what the person wrote last. */
  text: z.string().optional(),
  /** In the results of tools in the last message. */
  toolResult: z.string().optional(),
  model: z.string().optional(),
});

export const scriptSchema = z.strictObject({
  match: matchSchema.default({}),
  reply: z.strictObject({
    text: z.string().optional(),
    /** Answered as the JSON text of a structured output. */
    json: z.unknown().optional(),
    toolUse: z.array(z.strictObject({ name: z.string(), input: z.record(z.string(), z.unknown()) })).optional(),
    stopReason: z.string().optional(),
    latencyMs: z.number().min(0).optional(),
  }),
  /** How often it applies; for ever when absent. */
  times: z.int().min(1).optional(),
});

export const faultSchema = z.strictObject({
  kind: z.enum(faultKinds),
  when: z
    .union([z.literal('always'), z.strictObject({ next: z.int().min(1) }), z.strictObject({ every: z.int().min(1) })])
    .default({ next: 1 }),
  on: z.enum(['messages', 'count_tokens', 'models']).default('messages'),
  match: matchSchema.default({}),
  /** Replaces the fault's own `retry-after`; null removes it. */
  retryAfterS: z.number().min(0).nullable().optional(),
  /** Sent as `x-should-retry`. */
  shouldRetry: z.boolean().optional(),
  /** Pause between events of `slow`. */
  delayMs: z.number().min(0).optional(),
});

export const settingsSchema = z.strictObject({
  latencyMs: z.number().min(0).max(600_000).optional(),
  splitBytes: z.int().min(0).optional(),
  clockOffsetMs: z.int().optional(),
  hiddenModels: z.array(z.string()).optional(),
  retiresAt: z.record(z.string(), z.iso.datetime()).optional(),
  rateLimitHeaders: z.boolean().optional(),
});

export type Match = z.infer<typeof matchSchema>;
export type Script = z.infer<typeof scriptSchema>;
export type Fault = z.infer<typeof faultSchema>;
export type Endpoint = Fault['on'];
