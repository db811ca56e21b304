import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { Meta } from '../environment/meta.ts';
import type { StackOptions } from '../environment/stack.ts';
import { type Order, Workshop, WORKSHOP } from '../resilience/workshop.ts';
import type { Bench } from './bench.ts';
import { type Figures, quantile } from './print-table.ts';
import { residentMb } from './usage.ts';

const ANSWER_MS = 50;
/** Answers of the model on the longest way through five-steps.yaml. */
const ANSWERS = 7;
const ONE_BY_ONE = 40;
const WARM_UP = 30;
const AT_ONCE = 500;
const KILLS = 20;

/** Two orchestrators, one of everything else; the number's budget of a day holds 500 shares at once. */
export const WITH_BUILDS: StackOptions = {
  replicas: { orchestrator: 2 },
  env: { ...WORKSHOP, BUILD_MAX_NUMBER_DAY: 'none', PAIR_BURST: '100' },
};

/** Builds through the real processes, by a model that answers after a fixed time. */
export async function builds({ stack, graph, model }: Bench): Promise<Figures> {
  const meta = new Meta({ webhookUrls: () => stack.webhookUrls });
  graph.onAccept = meta.sendStatuses;
  const workshop = new Workshop({ stack, graph, model, meta });
  const site = { stack, workshop, model };
  try {
    return {
      ...(await overhead(site)),
      ...(await speedUp(site)),
      ...(await refinement(site)),
      ...(await manyAtOnce(site)),
      ...(await takeovers(site)),
    };
  } finally {
    await workshop.close();
    await meta.stop();
  }
}

interface Site extends Pick<Bench, 'stack' | 'model'> {
  workshop: Workshop;
}

/** From the call that orders a build to its recorded end. */
async function timed({ workshop }: Site, order: () => Promise<Order[]>, expectedMs: number): Promise<number> {
  const at = Date.now();
  const orders = await order();
  await sleep(expectedMs); // nothing is asked of the database meanwhile
  const [endedAt] = await workshop.ended(orders, { everyMs: 20 });
  return endedAt! - at;
}

/** One build after the other, each for somebody else. */
async function overhead(site: Site): Promise<Figures> {
  const { workshop, model } = site;
  const customers = await workshop.customers(WARM_UP + ONE_BY_ONE);
  const modelMs = ANSWERS * ANSWER_MS;
  const took: number[] = [];
  model.latencyMs = ANSWER_MS;
  for (const customer of customers)
    took.push((await timed(site, () => workshop.begin([customer], 'five-steps'), modelMs)) - modelMs);
  const warm = took.slice(WARM_UP);
  return { 'overhead of a build p50 ms': quantile(warm, 0.5), 'overhead of a build p90 ms': quantile(warm, 0.9) };
}

/** Five phases that wait for nobody, against the time that they take one after the other. */
async function speedUp(site: Site): Promise<Figures> {
  const { workshop, model } = site;
  model.latencyMs = 1_000;
  const customers = await workshop.customers(6);
  const took: number[] = [];
  for (const customer of customers)
    took.push(await timed(site, () => workshop.begin([customer], 'five-at-once'), model.latencyMs));
  took.shift(); // the first one warms up
  return { 'speed-up of five phases at once': (5 * model.latencyMs) / quantile(took, 0.5) };
}

/** A change of what nobody builds upon. */
async function refinement({ workshop, model }: Site): Promise<Figures> {
  model.latencyMs = 0;
  const orders = await workshop.begin(await workshop.customers(1), 'seven-phases');
  await workshop.ended(orders);
  const before = workshop.runsOf(orders[0]!).length;
  await workshop.refine(orders[0]!, 'change the opening hours');
  await poll('the changed build', async () =>
    (await workshop.phases(orders)).filter(({ revision, finishedAt }) => revision === 2 && finishedAt > 0).length === 7
      ? true
      : undefined,
  );
  return { 'phases of seven run again for a leaf': workshop.runsOf(orders[0]!).length - before };
}

/** Five hundred builds of three phases of three seconds each; what they hold in memory while they run. */
async function manyAtOnce({ stack, workshop, model }: Site): Promise<Figures> {
  const customers = await workshop.customers(AT_ONCE);
  model.latencyMs = 500;
  await workshop.ended(await workshop.begin(customers.slice(0, 20), 'three-answers', 1)); // code and pools are warm
  const [orchestrators, agents] = [stack.replicas('orchestrator'), stack.replicas('agents')];
  const memory = (replicas: typeof agents) => replicas.reduce((sum, { pid }) => sum + residentMb(pid), 0);
  const [before, agentsBefore] = [memory(orchestrators), memory(agents)];
  let [most, mostAgents, inFlight] = [before, agentsBefore, 0];
  const watch = setInterval(() => {
    most = Math.max(most, memory(orchestrators));
    mostAgents = Math.max(mostAgents, memory(agents));
    inFlight = Math.max(inFlight, model.inFlight);
  }, 100);
  model.latencyMs = 3_000;
  const at = Date.now();
  const orders = await workshop.begin(customers, 'three-answers');
  const ends = await workshop.ended(orders, { timeoutMs: 180_000, everyMs: 250 });
  clearInterval(watch);
  return {
    'most phases in flight': inFlight,
    '500 builds of three 3-s phases s': (Math.max(...ends) - at) / 1_000,
    'orchestrators RSS growth MB/build': Math.max(0, most - before) / AT_ONCE,
    'agents RSS growth MB/build': Math.max(0, mostAgents - agentsBefore) / AT_ONCE,
  };
}

/** kill -9 of the orchestrator that runs a build's phases, until another has claimed the last of them. */
async function takeovers({ stack, workshop, model }: Site): Promise<Figures> {
  const seconds: number[] = [];
  const all: Order[] = [];
  let phasesTaken = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const customers = await workshop.customers(4);
    const victim = round % 2;
    model.latencyMs = 400;
    const orders = await workshop.begin(customers, 'five-steps', victim);
    all.push(...orders);
    await sleep(200 + 150 * (round % 10)); // another moment of the build each time
    const killedAt = Date.now();
    stack.replica('orchestrator', victim).kill('SIGKILL');
    await workshop.leave(victim);
    model.latencyMs = 0;
    await workshop.ended(orders, { everyMs: 100 });
    const taken = (await workshop.phases(orders)).filter(({ lapses }) => lapses > 0);
    phasesTaken += taken.length;
    if (taken.length > 0) seconds.push(Math.max(...taken.map(({ claimedAt }) => claimedAt - killedAt)) / 1_000);
    await stack.replica('orchestrator', victim).start();
    await stack.replica('orchestrator', victim).waitUntilReady();
  }
  const { lost, repeated, mistold } = await workshop.judge(all);
  return {
    'kills that found phases at work': seconds.length,
    'phases taken over': phasesTaken,
    'phases begun again': workshop.extraRuns(all),
    'takeover p50 s': quantile(seconds, 0.5),
    'takeover max s': Math.max(...seconds),
    'phases run after they were recorded': repeated.length,
    'builds lost': lost.length,
    'links that came never or twice': mistold.length,
  };
}
