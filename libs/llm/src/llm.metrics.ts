import { Counter, Gauge, register } from 'prom-client';

/** Calls are counted by api_requests_total{service="model"}; these are what only models have. */
export const modelTokens = new Counter({
  name: 'model_tokens_total',
  help: 'Tokens by model and kind: input, output, cache_read, cache_write',
  labelNames: ['model', 'kind'] as const,
  registers: [register],
});

interface CallCounts {
  running: number;
  waiting: number;
}

const sources = new Set<() => CallCounts>();

new Gauge({
  name: 'model_calls',
  help: 'Calls to the model by state: running, or waiting for a slot',
  labelNames: ['state'] as const,
  registers: [register],
  // Read when somebody looks: a gauge that is set twice a call costs more than the slots themselves
  collect() {
    const counts = [...sources].map((read) => read());
    for (const state of ['running', 'waiting'] as const) {
      this.set(
        { state },
        counts.reduce((sum, count) => sum + count[state], 0),
      );
    }
  },
});

/** Shows these counts from now on, until the returned function is called. */
export function showCalls(read: () => CallCounts): () => void {
  sources.add(read);
  return () => sources.delete(read);
}
