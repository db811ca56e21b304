import { z } from 'zod';
import { count, url } from '#libs/config';
import { breakerOf } from '#libs/resilience';
import { toKeys } from './keys/to-keys.js';
import { fallbacks } from './limits/fallbacks.js';

/** Part of the configuration of every service that asks the model. */
export const modelVariables = {
  /** The first key; more of them are ANTHROPIC_API_KEY_2, _3 and so on. */
  ANTHROPIC_API_KEY: z
    .string('missing: a key, or any text when ANTHROPIC_BASE_URL names a simulator')
    .refine((text) => toKeys(text).length > 0, 'expected letters and digits'),
  ANTHROPIC_BASE_URL: url('http', 'https').default('https://api.anthropic.com'),
  /** Ids behind the aliases that agents name. */
  MODEL_ROUTER: z.string().default('claude-haiku-5-5'),
  MODEL_STANDARD: z.string().default('claude-sonnet-5-5'),
  MODEL_STRONG: z.string().default('claude-opus-5-5'),
  /** Aliases whose models answer while those of others cannot. */
  MODEL_FALLBACKS: fallbacks,
  /** Calls at once, and how many more may wait for their turn. */
  MODEL_CONCURRENCY: count(64, { min: 1, max: 10_000 }),
  MODEL_QUEUE: count(2_000, { max: 100_000 }),
  /** A model that fails again and again is left alone for so long; smaller values are for tests. */
  MODEL_CIRCUIT_OPEN_MS: count(breakerOf('agents.model.messages').halfOpenAfterMs, { min: 100, max: 600_000 }),
  /** A stream that stays silent for this long is given up. */
  MODEL_IDLE_TIMEOUT_MS: count(30_000, { min: 100, max: 600_000 }),
};

export type ModelConfig = Readonly<z.infer<z.ZodObject<typeof modelVariables>>>;

export const MODEL_CONFIG = Symbol('model config');
