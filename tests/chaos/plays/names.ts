import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../scripts/launcher/stores/free-port.ts';
import { FaultProxy } from '../../environment/fault-proxy.ts';
import { NameServer } from '../../environment/name-server.ts';
import type { StackOptions } from '../../environment/stack.ts';
import { SHARED, type Stage } from '../stage.ts';

const NAME = 'agents.test';
/** Pods share a port and differ in their addresses. */
const ADDRESSES = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
const CONNECTION_AGE_MS = 5_000;
let ports = { names: 0, agents: 0 };

export async function WITH_NAMES(): Promise<StackOptions> {
  ports = { names: await freePort(), agents: await freePort() };
  const url = `dns://127.0.0.1:${ports.names}/${NAME}:${ports.agents}`;
  const env = { ...SHARED.env, AGENTS_URL: url, GRPC_MAX_CONNECTION_AGE_MS: `${CONNECTION_AGE_MS}` };
  return { durable: true, replicas: { agents: 3 }, env };
}

/** F32: nobody answers what a name stands for, and when somebody does it stands for others. */
export async function namesFail(stage: Stage): Promise<void> {
  const replicas = stage.world.stack.replicas('agents');
  const proxies: FaultProxy[] = [];
  for (const [index, address] of ADDRESSES.entries())
    proxies.push(await FaultProxy.start(replicas[index]!.ports.grpc!, { address, port: ports.agents }));
  let names = await NameServer.start(ports.names);
  try {
    names.records.set(NAME, ADDRESSES.slice(0, 2));
    await sleep(1_000);
    await stage.load(
      async () => {
        await names.stop();
        stage.count('name servers gone');
        await sleep(5_000);
        names = await NameServer.start(ports.names);
        names.records.set(NAME, ADDRESSES.slice(1));
        await sleep(2 * CONNECTION_AGE_MS);
        const third = (await replicas[2]!.metrics()).matchAll(/^agent_task_duration_seconds_count\{.*\} (\d+)$/gm);
        stage.count(
          'runs of the new address',
          [...third].reduce((sum, [, count]) => sum + Number(count), 0),
        );
      },
      { rate: 20 },
    );
  } finally {
    await Promise.all([names.stop(), ...proxies.map((proxy) => proxy.stop())]);
  }
}
