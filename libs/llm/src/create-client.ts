import Anthropic from '@anthropic-ai/sdk';
import { edges } from '#libs/resilience';
import type { ModelConfig } from './model-variables.js';
import type { PooledFetch } from './pooled-fetch.js';
import { stopHopelessRetries } from './stop-hopeless-retries.js';

/** The one way in which Parley speaks to the model API. */
export const createClient = (config: ModelConfig, { fetch }: PooledFetch): Anthropic =>
  new Anthropic({
    apiKey: async () => config.ANTHROPIC_API_KEY, // asked for every attempt: the place where keys can rotate
    baseURL: config.ANTHROPIC_BASE_URL.replace(/\/+$/, ''),
    fetch,
    middleware: [stopHopelessRetries],
    maxRetries: edges['agents.model.messages'].attempts - 1,
    timeout: config.MODEL_IDLE_TIMEOUT_MS, // ends at the headers; the pool watches the rest
    openTelemetry: { propagation: false }, // trace context and baggage stay here
    logLevel: 'off', // its lines can hold what people wrote
  });
