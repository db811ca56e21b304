import { Counter, Gauge, register } from 'prom-client';

/** Calls are counted by api_requests_total{service="model"}; these are what only models have. */
export const modelTokens = new Counter({
  name: 'model_tokens_total',
  help: 'Tokens by model and kind: input, output, cache_read, cache_write',
  labelNames: ['model', 'kind'] as const,
  registers: [register],
});

export const modelCalls = new Gauge({
  name: 'model_calls',
  help: 'Calls to the model by state: running, or waiting for a slot',
  labelNames: ['state'] as const,
  registers: [register],
});
