import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import type { Figures } from './print-table.ts';
import { cpuSeconds, residentMb } from './usage.ts';

const SETTLE_MS = 10_000;

/** What a service costs that has nothing to do. */
export async function idle({ stack }: Bench): Promise<Figures> {
  await sleep(SETTLE_MS);
  const before = cpuSeconds(stack);
  await sleep(SETTLE_MS);
  const after = cpuSeconds(stack);
  return Object.fromEntries([
    ...stack.replicas().map(({ app, pid }) => [`${app} RSS MB`, residentMb(pid)] as const),
    ...Object.keys(after).map(
      (name) => [`${name} CPU % of a core`, ((after[name]! - before[name]!) / SETTLE_MS) * 100_000] as const,
    ),
  ]);
}
