/**
 * npm run bench [-- --rounds 3 --seconds 60 --rate 1050 --people 10000 --only throughput,latency,in-flight,idle,…]
 *
 * Runs the five real processes over a durable Postgres and Redis on this machine. What lies outside, WhatsApp and the
 * model, answers from this process, so its cost is in the figures too. Prints a table of medians. `builds` takes seven
 * minutes a round and runs when it is asked for, and so do the three with several replicas: `rolling-restart`,
 * `frozen-replica` and `scale-up`.
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { FakeGraph } from '../environment/fake-graph.ts';
import { FakeModel } from '../environment/fake-model.ts';
import { Stack, type StackOptions } from '../environment/stack.ts';
import { builds, WITH_BUILDS } from './builds-with-processes.ts';
import { frozenReplica, WITH_TWO_AGENTS } from './frozen-replica.ts';
import { idle } from './idle.ts';
import { inFlight } from './in-flight.ts';
import { latency } from './latency.ts';
import { type Figures, printTable } from './print-table.ts';
import { rollingRestart, WITH_TWO_OF_EACH } from './rolling-restart.ts';
import { scaleUp, WITH_NAMED_AGENTS } from './scale-up.ts';
import { throughput } from './throughput.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '1050' },
    people: { type: 'string', default: '10000' },
    only: { type: 'string', default: 'idle,latency,throughput,in-flight' },
  },
});
const settings = { seconds: Number(values.seconds), rate: Number(values.rate), people: Number(values.people) };
const scenarios = {
  idle,
  latency,
  throughput,
  'in-flight': inFlight,
  builds,
  'rolling-restart': rollingRestart,
  'frozen-replica': frozenReplica,
  'scale-up': scaleUp,
};
const OPTIONS: Partial<Record<string, StackOptions>> = {
  builds: WITH_BUILDS,
  'rolling-restart': WITH_TWO_OF_EACH,
  'frozen-replica': WITH_TWO_AGENTS,
  'scale-up': WITH_NAMED_AGENTS,
};

export interface Bench {
  stack: Stack;
  graph: FakeGraph;
  model: FakeModel;
  seconds: number;
  rate: number;
  people: number;
}

process.stdout.write(
  `${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`,
);
const results = new Map<string, Figures[]>();
for (let round = 1; round <= Number(values.rounds); round++) {
  for (const [name, run] of Object.entries(scenarios)) {
    if (!values.only.split(',').includes(name)) continue;
    process.stdout.write(`round ${round} of ${values.rounds}: ${name} …\n`);
    const [graph, model] = [await FakeGraph.start(), await FakeModel.start()];
    model.remembers = false;
    const { env, ...options } = OPTIONS[name] ?? {};
    const stack = await Stack.start({
      durable: true,
      whatsappUrl: graph.url,
      modelUrl: model.url,
      ...options,
      env: { LOG_LEVEL: 'warn', BURST_WINDOW_MS: '0', MODEL_CONCURRENCY: '2500', ...env },
    });
    try {
      const figures = await run({ stack, graph, model, ...settings });
      results.set(name, [...(results.get(name) ?? []), figures]);
    } finally {
      await stack.stop();
      await Promise.all([graph.stop(), model.stop()]);
    }
  }
}
printTable(results);
process.exit(0); // keep-alive connections of the drivers
