import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '../../scripts/launcher/plan/service-table.ts';
import type { StackOptions } from '../environment/stack.ts';
import type { Bench } from './bench.ts';
import { drive } from './drive.ts';
import { type Figures, quantile } from './print-table.ts';

/** As long as an ingress needs to notice that a gateway is not ready. */
const DRAIN_DELAY_MS = 1_000;

export const WITH_TWO_OF_EACH: StackOptions = {
  replicas: { gateway: 2, orchestrator: 2, classifier: 2, agents: 2, notifier: 2 },
  appEnv: { gateway: { DRAIN_DELAY_MS: `${DRAIN_DELAY_MS}` } },
};

const RATE = 300;
/** What a model takes for a short answer, so that turns are under way wherever a service is stopped. */
const MODEL_MS = 200;
const PEOPLE = 2_000;
/** More than any restart takes. */
const MOST_SECONDS = 90;
const AROUND_MS = 2_000;

/** Both replicas of each service stopped by SIGTERM and started again, one after the other, under load. */
export async function rollingRestart(bench: Bench): Promise<Figures> {
  const { stack, graph, model } = bench;
  model.latencyMs = MODEL_MS;
  await drive(bench, { rate: RATE, count: RATE * 10, people: PEOPLE });
  const figures: Figures = {};
  const sums = { turns: 0, lost: 0, doubled: 0, 'out of order': 0, misdirected: 0, 'exit codes not 0': 0 };
  for (const service of SERVICES) {
    graph.forget();
    let drainedMs = 0;
    const inRotation = new Set(stack.webhookUrls);
    const restarts = async () => {
      for (const replica of stack.replicas(service)) {
        await sleep(AROUND_MS);
        const askedAt = performance.now();
        replica.kill('SIGTERM');
        const webhookUrl = `${replica.url}/webhooks/whatsapp`;
        if (service === 'gateway') setTimeout(() => inRotation.delete(webhookUrl), DRAIN_DELAY_MS / 2);
        const { code } = await replica.waitForExit();
        drainedMs = Math.max(drainedMs, performance.now() - askedAt);
        if (code !== 0) sums['exit codes not 0'] += 1;
        await replica.start();
        await replica.waitUntilReady();
        if (service === 'gateway') inRotation.add(webhookUrl);
      }
      await sleep(AROUND_MS);
    };
    const webhookUrls = () => [...inRotation];
    const load = { rate: RATE, count: RATE * MOST_SECONDS, people: PEOPLE, webhookUrls, until: restarts() };
    const { replies, lost, doubled, outOfOrder, misdirected } = await drive(bench, load);
    figures[`${service} reply p50 ms`] = quantile(replies, 0.5);
    figures[`${service} reply p99 ms`] = quantile(replies, 0.99);
    figures[`${service} longest reply ms`] = Math.max(...replies);
    figures[`${service} longest drain ms`] = drainedMs;
    const counts = { turns: replies.length, lost, doubled, 'out of order': outOfOrder, misdirected };
    for (const [name, count] of Object.entries(counts)) sums[name as keyof typeof sums] += count;
  }
  return { ...sums, ...figures };
}
