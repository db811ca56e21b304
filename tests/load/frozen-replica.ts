import { setTimeout as sleep } from 'node:timers/promises';
import type { StackOptions } from '../environment/stack.ts';
import type { Bench } from './bench.ts';
import { drive } from './drive.ts';
import { type Figures, quantile } from './print-table.ts';

export const WITH_TWO_AGENTS: StackOptions = { replicas: { agents: 2 } };

const RATE = 300;
const MODEL_MS = 200;
const PEOPLE = 2_000;
const BEFORE_MS = 5_000;
const FROZEN_MS = 25_000;
const AFTER_MS = 5_000;
/** A turn that takes no longer has recovered. */
const NORMAL_MS = 2_000;

/** One of two agents replicas stops answering without ending, its connections open, and comes back later. */
export async function frozenReplica(bench: Bench): Promise<Figures> {
  const { stack, graph, model } = bench;
  model.latencyMs = MODEL_MS;
  await drive(bench, { rate: RATE, count: RATE * 10, people: PEOPLE });
  graph.forget();
  const replica = stack.replica('agents', 1);
  let frozenAt = Infinity;
  const freeze = async () => {
    await sleep(BEFORE_MS);
    frozenAt = performance.now();
    replica.pause();
    await sleep(FROZEN_MS);
    replica.resume();
    await sleep(AFTER_MS);
  };
  const load = { rate: RATE, count: RATE * 60, people: PEOPLE, until: freeze() };
  const { turns, lost, doubled, outOfOrder } = await drive(bench, load);
  const slow = turns.filter(({ sentAt, tookMs }) => tookMs > NORMAL_MS && sentAt < frozenAt + FROZEN_MS);
  const within = turns.filter(({ sentAt }) => sentAt >= frozenAt && sentAt < frozenAt + FROZEN_MS);
  const seconds = (times: number[]) => Math.max(0, ...times.map((time) => (time - frozenAt) / 1_000));
  return {
    'turns while frozen': within.length,
    'turns slower than 2 s': slow.length,
    's until the last slow turn was sent': seconds(slow.map(({ sentAt }) => sentAt)),
    's until the last slow turn was answered': seconds(slow.map(({ sentAt, tookMs }) => sentAt + tookMs)),
    'reply p50 ms while frozen': quantile(
      within.map(({ tookMs }) => tookMs),
      0.5,
    ),
    lost,
    doubled,
    'out of order': outOfOrder,
  };
}
