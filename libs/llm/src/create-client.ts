import Anthropic from '@anthropic-ai/sdk';
import type { ModelKeys } from './keys/model-keys.js';
import { rotateKeys } from './keys/rotate-keys.js';
import type { ModelConfig } from './model-variables.js';
import type { PooledFetch } from './pooled-fetch.js';
import { stopHopelessRetries } from './stop-hopeless-retries.js';

/** The one way in which Parley speaks to the model API. */
export const createClient = (config: ModelConfig, keys: ModelKeys, { fetch }: PooledFetch): Anthropic =>
  new Anthropic({
    apiKey: 'set for every request by rotateKeys',
    baseURL: config.ANTHROPIC_BASE_URL.replace(/\/+$/, ''),
    fetch,
    middleware: [stopHopelessRetries, rotateKeys(keys)],
    maxRetries: 0, // each call says whether it is repeated here
    timeout: config.MODEL_IDLE_TIMEOUT_MS, // ends at the headers; the pool watches the rest
    openTelemetry: { propagation: false }, // trace context and baggage stay here
    logLevel: 'off', // its lines can hold what people wrote
  });
