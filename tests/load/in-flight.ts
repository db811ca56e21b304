import type { Bench } from './bench.ts';
import { drive } from './drive.ts';
import { type Figures, quantile } from './print-table.ts';
import { residentMb } from './usage.ts';

const TURNS = 2_000;
const MODEL_MS = 3_000;

/** Two thousand turns at once, each waiting three seconds for the model. */
export async function inFlight(bench: Bench): Promise<Figures> {
  await drive(bench, { rate: 500, count: TURNS, people: TURNS });
  bench.graph.forget();
  bench.model.latencyMs = MODEL_MS;
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, bench.model.inFlight)), 20);
  const { replies, seconds, lost, doubled } = await drive(bench, { rate: 2_000, count: TURNS, people: TURNS });
  clearInterval(watch);
  return {
    'most in flight': most,
    'seconds until all were answered': seconds,
    'reply p50 ms': quantile(replies, 0.5),
    'reply p99 ms': quantile(replies, 0.99),
    lost,
    doubled,
    'orchestrator RSS MB': residentMb(bench.stack.replica('orchestrator').pid),
    'agents RSS MB': residentMb(bench.stack.replica('agents').pid),
  };
}
