import type { Bench } from './bench.ts';
import { drive } from './drive.ts';
import { type Figures, quantile } from './print-table.ts';
import { cpuSeconds, perTurn } from './usage.ts';

/** Turns at the asked rate from many people, each known already, with a model that answers at once. */
export async function throughput(bench: Bench): Promise<Figures> {
  await drive(bench, { rate: 1_000, count: bench.people, people: bench.people }); // everybody has written once
  bench.graph.forget();
  const count = bench.rate * bench.seconds;
  const before = cpuSeconds(bench.stack);
  const { acks, replies, seconds, lost, doubled, outOfOrder, misdirected } = await drive(bench, {
    rate: bench.rate,
    count,
    people: bench.people,
  });
  return {
    'turns/s end to end': Math.round(replies.length / seconds),
    lost,
    doubled,
    'out of order': outOfOrder,
    misdirected,
    'webhook p50 ms': quantile(acks, 0.5),
    'webhook p99 ms': quantile(acks, 0.99),
    'reply p50 ms': quantile(replies, 0.5),
    'reply p99 ms': quantile(replies, 0.99),
    ...perTurn(before, cpuSeconds(bench.stack), count),
  };
}
