import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { freePort } from '../../scripts/launcher/stores/free-port.ts';
import { FaultProxy } from '../environment/fault-proxy.ts';
import { NameServer } from '../environment/name-server.ts';
import type { Replica } from '../environment/replica.ts';
import type { StackOptions } from '../environment/stack.ts';
import type { Bench } from './bench.ts';
import { drive } from './drive.ts';
import type { Figures } from './print-table.ts';

const NAME = 'agents.test';
/** Pods share a port and differ in their addresses. */
const ADDRESSES = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
const ports = { names: await freePort(), agents: await freePort() };

export const WITH_NAMED_AGENTS: StackOptions = {
  replicas: { agents: ADDRESSES.length },
  env: { AGENTS_URL: `dns://127.0.0.1:${ports.names}/${NAME}:${ports.agents}` },
};

const RATE = 300;
const MODEL_MS = 50;
const PEOPLE = 2_000;
const LATER_MS = 5_000;
const SAMPLE_MS = 20_000;

/** A third agents replica appears under the name of two: how soon it is called, and how evenly they share runs 5 s later. */
export async function scaleUp(bench: Bench): Promise<Figures> {
  const replicas = bench.stack.replicas('agents');
  const forwarders: FaultProxy[] = [];
  const names = await NameServer.start(ports.names);
  try {
    for (const [index, address] of ADDRESSES.entries())
      forwarders.push(await FaultProxy.start(replicas[index]!.ports.grpc!, { address, port: ports.agents }));
    names.records.set(NAME, ADDRESSES.slice(0, 2));
    bench.model.latencyMs = MODEL_MS;
    await drive(bench, { rate: RATE, count: RATE * 5, people: PEOPLE });
    bench.graph.forget();
    const figures: Figures = {};
    const grow = async () => {
      await sleep(2_000);
      const before = await runsOf(replicas);
      const grownAt = performance.now();
      names.records.set(NAME, ADDRESSES);
      const isCalled = async () => ((await runsOf(replicas))[2]! > before[2]! ? true : undefined);
      await poll('a run of the new replica', isCalled, { timeoutMs: 60_000, everyMs: 100 });
      figures['s until the new replica is called'] = (performance.now() - grownAt) / 1_000;
      await sleep(Math.max(0, grownAt + LATER_MS - performance.now()));
      const from = await runsOf(replicas);
      await sleep(SAMPLE_MS);
      const to = await runsOf(replicas);
      const shares = to.map((count, index) => count - from[index]!);
      const even = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      figures['runs in 20 s, from 5 s on'] = even * shares.length;
      figures['most off an even share %'] = Math.max(...shares.map((share) => (Math.abs(share - even) / even) * 100));
    };
    const load = { rate: RATE, count: RATE * 120, people: PEOPLE, until: grow() };
    const { lost, doubled, outOfOrder } = await drive(bench, load);
    return { ...figures, lost, doubled, 'out of order': outOfOrder };
  } finally {
    await Promise.all(forwarders.map((forwarder) => forwarder.stop()));
    await names.stop();
  }
}

/** Runs that each replica has finished. */
function runsOf(replicas: Replica[]): Promise<number[]> {
  return Promise.all(
    replicas.map(async (replica) => {
      const counts = (await replica.metrics()).matchAll(/^agent_task_duration_seconds_count\{.*\} (\d+)$/gm);
      return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
    }),
  );
}
