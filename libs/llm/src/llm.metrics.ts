import { Counter, Gauge, register } from 'prom-client';

/** Calls are counted by api_requests_total{service="model"}; these are what only models have. */
export const modelTokens = new Counter({
  name: 'model_tokens_total',
  help: 'Tokens by model and kind: input, output, cache_read, cache_write',
  labelNames: ['model', 'kind'] as const,
  registers: [register],
});

export const modelCost = new Counter({
  name: 'model_cost_usd_total',
  help: 'US dollars that calls have cost by model, where its price is known',
  labelNames: ['model'] as const,
  registers: [register],
});

export const keyRefusals = new Counter({
  name: 'model_key_refusals_total',
  help: 'Keys of the model API that were set aside, by the status with which the API refused them',
  labelNames: ['status'] as const,
  registers: [register],
});

export const modelFallbacks = new Counter({
  name: 'model_fallbacks_total',
  help: 'Calls that went on with the model behind another alias, by the aliases and by why: overloaded, missing, open',
  labelNames: ['alias', 'to', 'why'] as const,
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

interface KeyCounts {
  usable: number;
  set_aside: number;
}

const rings = new Set<() => KeyCounts>();

new Gauge({
  name: 'model_keys',
  help: 'Keys of the model API by state: usable, or set aside after the API has refused them',
  labelNames: ['state'] as const,
  registers: [register],
  collect() {
    const counts = [...rings].map((read) => read());
    for (const state of ['usable', 'set_aside'] as const)
      this.set(
        { state },
        counts.reduce((sum, count) => sum + count[state], 0),
      );
  },
});

/** Shows these keys from now on, until the returned function is called. */
export function showKeys(read: () => KeyCounts): () => void {
  rings.add(read);
  return () => rings.delete(read);
}

const stops = new Set<() => boolean>();

new Gauge({
  name: 'model_spend_stopped',
  help: '1 while no call goes to the model API because a limit of spending is reached',
  registers: [register],
  collect() {
    this.set([...stops].some((isStopped) => isStopped()) ? 1 : 0);
  },
});

/** Shows this stop from now on, until the returned function is called. */
export function showStop(isStopped: () => boolean): () => void {
  stops.add(isStopped);
  return () => stops.delete(isStopped);
}
