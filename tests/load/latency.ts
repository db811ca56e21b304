import type { Bench } from './bench.ts';
import { drive } from './drive.ts';
import { type Figures, quantile } from './print-table.ts';
import { cpuSeconds, perTurn } from './usage.ts';

const RATE = 100;
const SECONDS = 20;
const WARM_UP_SECONDS = 10;

/** What Parley itself adds to a turn: the model answers at once and there is no burst window. */
export async function latency(bench: Bench): Promise<Figures> {
  const before = cpuSeconds(bench.stack);
  const warmUp = RATE * WARM_UP_SECONDS;
  const count = warmUp + RATE * SECONDS;
  const { acks, replies, lost, doubled } = await drive(bench, { rate: RATE, count, warmUp, people: 500 });
  return {
    'webhook p50 ms': quantile(acks, 0.5),
    'webhook p99 ms': quantile(acks, 0.99),
    'reply overhead p50 ms': quantile(replies, 0.5),
    'reply overhead p99 ms': quantile(replies, 0.99),
    lost,
    doubled,
    ...perTurn(before, cpuSeconds(bench.stack), count),
  };
}
