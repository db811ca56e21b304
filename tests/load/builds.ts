/**
 * npm run bench:builds [-- --rounds 5 --builds 2000]
 *
 * The engine of builds alone: the compiled engine over a durable Postgres of its own, with phases that do nothing or only
 * wait. Prints medians. A build has five phases in four steps: plan, then design and content, then code, then deploy.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';
import type { PhaseOutcome } from '../../apps/orchestrator/src/builds/phase-outcome.js';
import type { PhaseTask } from '../../apps/orchestrator/src/builds/phase-task.js';
import type { Phase, Workflow } from '../../apps/orchestrator/src/workflows/workflow.js';
import { startStores } from '../environment/start-stores.ts';
import { controlPostgres } from '../environment/store-control.ts';
import { type Figures, printTable, quantile } from './print-table.ts';
import { cpuOf } from './usage.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, builds: { type: 'string', default: '2000' } },
});
const count = Number(values.builds);

/** The compiled services: what production runs. */
const dist = join(import.meta.dirname, '..', '..', 'dist');
const built = <Module>(path: string): Promise<Module> => import(join(dist, path)) as Promise<Module>;
const folder = 'apps/orchestrator/src/builds';
const { BuildEdits } = await built<typeof import('../../apps/orchestrator/src/builds/build-edits.js')>(
  `${folder}/build-edits.js`,
);
const { BuildEngine } = await built<typeof import('../../apps/orchestrator/src/builds/build-engine.js')>(
  `${folder}/build-engine.js`,
);
const { BuildEvents } = await built<typeof import('../../apps/orchestrator/src/builds/build-events.js')>(
  `${folder}/build-events.js`,
);
const { BuildFeed } = await built<typeof import('../../apps/orchestrator/src/builds/build-feed.js')>(
  `${folder}/build-feed.js`,
);
const { BuildNotices } = await built<typeof import('../../apps/orchestrator/src/builds/build-notices.worker.js')>(
  `${folder}/build-notices.worker.js`,
);
const { BuildOutcomes } = await built<typeof import('../../apps/orchestrator/src/builds/build-outcomes.js')>(
  `${folder}/build-outcomes.js`,
);
const { BuildRevisions } = await built<typeof import('../../apps/orchestrator/src/builds/build-revisions.js')>(
  `${folder}/build-revisions.js`,
);
const { BuildSteering } = await built<typeof import('../../apps/orchestrator/src/builds/build-steering.js')>(
  `${folder}/build-steering.js`,
);
const { BuildsRepository } = await built<typeof import('../../apps/orchestrator/src/builds/builds.repository.js')>(
  `${folder}/builds.repository.js`,
);
const { PhaseWorker } = await built<typeof import('../../apps/orchestrator/src/builds/phase.worker.js')>(
  `${folder}/phase.worker.js`,
);
const { PhasesRepository } = await built<typeof import('../../apps/orchestrator/src/builds/phases.repository.js')>(
  `${folder}/phases.repository.js`,
);
const { migrations } = await built<typeof import('../../apps/orchestrator/src/migrations/index.js')>(
  'apps/orchestrator/src/migrations/index.js',
);
const { entities } = await built<typeof import('../../apps/orchestrator/src/entities.js')>(
  'apps/orchestrator/src/entities.js',
);
const { orchestratorConfig } = await built<typeof import('../../apps/orchestrator/src/orchestrator.config.js')>(
  'apps/orchestrator/src/orchestrator.config.js',
);
const { readConfig } = await built<typeof import('#libs/config')>('libs/config/src/index.js');
const { migrate, openDatabase } = await built<typeof import('#libs/database')>('libs/database/src/index.js');
const { Lifecycle } = await built<typeof import('#libs/health')>('libs/health/src/index.js');
const { RedisStore } = await built<typeof import('#libs/redis')>('libs/redis/src/index.js');

Logger.overrideLogger(false);
const stores = await startStores({ durable: true });
const postgres = controlPostgres(stores);
const url = stores.databaseUrl('orchestrator');
await migrate({ url, entities, migrations });
const database = await openDatabase({ url, poolSize: 8, entities, migrations });
const config = readConfig(orchestratorConfig, {
  DATABASE_URL: url,
  REDIS_URL: stores.redis.url,
  CLASSIFIER_URL: '127.0.0.1:1',
  AGENTS_URL: '127.0.0.1:1',
  NOTIFIER_URL: '127.0.0.1:1',
});

/** What each phase waits; without it does nothing at all. */
let phaseMs = 0;
const outcome: PhaseOutcome = {
  output: { summary: 'Done as it was asked for, in the colours of the bakery.' },
  files: Array.from({ length: 6 }, (_, index) => ({
    path: `file-${index}.html`,
    sha256: 'ab'.repeat(32),
    size: 4_096,
  })),
  usage: {
    inputTokens: 1_000,
    outputTokens: 500,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    costMicros: 100,
    toolCalls: 3,
    model: 'none',
  },
  isReused: false,
  messages: [],
  key: 'ab'.repeat(32),
};
const runner = {
  run: async ({ report }: PhaseTask): Promise<PhaseOutcome> => {
    report({ note: 'at work', outputTail: '', tokens: 1 });
    if (phaseMs > 0) await sleep(phaseMs);
    return outcome;
  },
};

/** Resolves when the last notice about a build was handed over, which is after its end. */
const waiting = new Map<string, () => void>();
const ended = new Map<string, number>();
const events = new BuildEvents();
events.changes.subscribe((change) => {
  if (change.type !== 'build' || change.state === 'running') return;
  ended.set(change.buildId, performance.now());
  waiting.get(change.buildId)?.();
});
const registers = [new Registry()];
const outcomes = new BuildOutcomes(
  events,
  new Histogram({ name: 'a', help: 'a', labelNames: ['workflow_type'], registers }),
  new Counter({ name: 'b', help: 'b', registers }),
  new Counter({ name: 'c', help: 'c', labelNames: ['workflow_type', 'failure_reason'], registers }),
);
const edits = new BuildEdits(database, outcomes);
const [steering, revisions] = [new BuildSteering(database, edits), new BuildRevisions(edits, config)];
const redis = new RedisStore(stores.redis.url);
const feed = new BuildFeed(redis, events);
const phases = new PhasesRepository(database, config);
const worker = new PhaseWorker(database, config, runner, phases, steering, events, outcomes, new Lifecycle());
const notices = new BuildNotices(database, config, events, revisions, new Lifecycle(), { tell: async () => undefined });
const engine = new BuildEngine(new BuildsRepository(database), worker, steering, revisions);
[feed, worker, notices, engine].forEach((part) => part.onApplicationBootstrap());

const phase = (name: string, ...dependsOn: string[]): Phase => ({
  name,
  agent: name,
  task: 'Do it for {{request}}, in {{language}}, as {{outputs.plan.summary}} says.'.repeat(4),
  dependsOn,
  reads: ['**'],
  writes: ['**'],
  timeoutMs: 600_000,
  silentMs: 120_000,
  attempts: 3,
  cache: true,
  approval: false,
  effect: 'none',
});
const workflowOf = (...all: Phase[]): Workflow => ({ name: 'bench', title: 'Bench', version: 'v1', phases: all });
const site = workflowOf(
  phase('plan'),
  phase('design', 'plan'),
  phase('content', 'plan'),
  phase('code', 'design', 'content'),
  phase('deploy', 'code'),
);
const independent = workflowOf(phase('a'), phase('b'), phase('c'), phase('d'), phase('e'));

/** Milliseconds from the call to the end. */
async function build(workflow: Workflow): Promise<number> {
  const at = performance.now();
  const id = await engine.begin({
    phoneNumberId: '1001',
    conversationId: randomUUID(),
    title: 'Sol',
    request: 'A page for my bakery',
    language: 'en',
    workflow,
    by: 'contact',
  });
  if (!ended.has(id)) await new Promise<void>((resolve) => waiting.set(id, resolve));
  const took = ended.get(id)! - at;
  waiting.delete(id);
  ended.delete(id);
  return took;
}

/** `total` builds, so many at once. */
async function builds(total: number, atOnce: number): Promise<number> {
  const at = performance.now();
  let begun = 0;
  const lane = async () => {
    while (begun++ < total) await build(site);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return performance.now() - at;
}

const cpuSeconds = () => cpuOf(process.pid) + postgres.pids().reduce((sum, pid) => sum + cpuOf(pid), 0);

async function rowsOf(): Promise<number> {
  const [row] = await database.query<{ count: number }>({
    name: 'rows',
    text: `SELECT ((SELECT count(*) FROM builds) + (SELECT count(*) FROM phases) + (SELECT count(*) FROM build_events)
                   + (SELECT count(*) FROM build_notices))::int AS count`,
  });
  return row!.count;
}

const results = new Map<string, Figures[]>();
await builds(500, 16); // the engine is warm, as it is in production
for (let round = 0; round < Number(values.rounds); round += 1) {
  await sleep(500); // the last notices
  const alone: number[] = [];
  const cpuBefore = cpuSeconds();
  for (let index = 0; index < 100; index += 1) alone.push(await build(site));
  await sleep(500);
  const cpuAlone = cpuSeconds() - cpuBefore;
  const [rows, cpu] = [await rowsOf(), cpuSeconds()];
  const tookMs = await builds(count, 16);
  await sleep(500);
  const figures: Figures = {
    'one build p50 ms': quantile(alone, 0.5),
    'one build p99 ms': quantile(alone, 0.99),
    'one build CPU ms': (cpuAlone / 100) * 1_000,
    'builds/s at 16 at once': Math.round((count / tookMs) * 1_000),
    'CPU ms/build, Postgres too': ((cpuSeconds() - cpu) / count) * 1_000,
    'rows/build': ((await rowsOf()) - rows) / count,
  };
  phaseMs = 200;
  const at = performance.now();
  await Promise.all(Array.from({ length: 200 }, () => build(site)));
  figures['200 builds of 200-ms phases s'] = (performance.now() - at) / 1_000;
  phaseMs = 1_000;
  figures['five independent phases of 1 s s'] = (await build(independent)) / 1_000;
  phaseMs = 0;
  results.set('builds', [...(results.get('builds') ?? []), figures]);
  process.stdout.write(`round ${round + 1} of ${values.rounds}\n`);
}
printTable(results);
[feed, engine].forEach((part) => part.onApplicationShutdown());
await Promise.all([worker.onApplicationShutdown(), notices.onApplicationShutdown()]);
await redis.close();
await database.close();
await stores.stop();
