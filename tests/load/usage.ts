import { readFileSync } from 'node:fs';
import type { Stack } from '../environment/stack.ts';

/** CPU seconds so far, by process kind. */
export type Usage = Record<string, number>;

/** Jiffies per second of /proc: 100 on every Linux that this runs on. */
const HZ = 100;

/** Of every service, both stores and this process; empty where there is no /proc. */
export function cpuSeconds(stack: Stack): Usage {
  const usage: Usage = {};
  const add = (name: string, pids: number[]) => (usage[name] = pids.reduce((sum, pid) => sum + cpuOf(pid), 0));
  for (const replica of stack.replicas()) add(replica.app, [replica.pid]);
  add('postgres', stack.postgres.pids());
  add('redis', stack.redis.pids());
  add('driver', [process.pid]);
  return usage;
}

/** Microseconds for each of `count` turns between two readings. */
export function perTurn(before: Usage, after: Usage, count: number): Record<string, number> {
  const entries = Object.keys(after).map(
    (name) => [`CPU ${name} µs/turn`, Math.round(((after[name]! - (before[name] ?? 0)) / count) * 1e6)] as const,
  );
  const total = entries.reduce((sum, [, value]) => sum + value, 0);
  return Object.fromEntries([...entries, ['CPU all µs/turn', total]]);
}

/** Resident memory in MB. */
export function residentMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`)) ?? [];
  return Math.round(Number(kilobytes ?? NaN) / 1024);
}

/** Seconds of one process. */
export function cpuOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ');
  return fields ? (Number(fields[11]) + Number(fields[12])) / HZ : 0;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended, or this is no Linux
  }
}
