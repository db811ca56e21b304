import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { readConfig } from '#libs/config';
import { Database, migrate } from '#libs/database';
import { Lifecycle } from '#libs/health';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import type { Lease } from '#libs/work';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { orchestratorConfig } from '../orchestrator.config.js';
import type { Phase, Workflow } from '../workflows/workflow.js';
import { BuildEdits } from './build-edits.js';
import { BuildEngine, type BuildRequest } from './build-engine.js';
import { BuildEvents, type BuildChange } from './build-events.js';
import { BuildNotices } from './build-notices.worker.js';
import { BuildOutcomes } from './build-outcomes.js';
import { BuildRevisions } from './build-revisions.js';
import { BuildSteering } from './build-steering.js';
import type { BuildNotice } from './build-teller.js';
import { BuildsRepository } from './builds.repository.js';
import { emptyUsage, type PhaseOutcome } from './phase-outcome.js';
import type { PhaseTask } from './phase-task.js';
import { PhaseWorker } from './phase.worker.js';
import { PhasesRepository } from './phases.repository.js';

type Run = (task: PhaseTask, lease: Lease) => Promise<Partial<PhaseOutcome> | void> | Partial<PhaseOutcome> | void;

/** An orchestrator as far as builds go. */
export interface Replica {
  engine: BuildEngine;
  worker: PhaseWorker;
  steering: BuildSteering;
  database: Database;
  events: BuildChange[];
  stop(): Promise<void>;
  /** Ends as a process does that is killed: nothing is given back. */
  kill(): Promise<void>;
}

export const phase = (name: string, dependsOn: string[] = [], fields: Partial<Phase> = {}): Phase => ({
  name,
  agent: name,
  task: `Do ${name}.`,
  dependsOn,
  reads: ['**'],
  writes: ['**'],
  timeoutMs: 60_000,
  silentMs: 30_000,
  attempts: 3,
  cache: true,
  approval: false,
  effect: 'none',
  ...fields,
});

export const workflowOf = (...phases: Phase[]): Workflow => ({
  name: 'full-build',
  title: 'A site',
  version: 'v1',
  phases,
});

/** plan → design, content → code → deploy. */
export const bakery = workflowOf(
  phase('plan'),
  phase('design', ['plan']),
  phase('content', ['plan']),
  phase('code', ['design', 'content']),
  phase('deploy', ['code'], { effect: 'external' }),
);

/** Replicas over one database, whose phases do what a spec says. */
export class BuildsStage {
  testDatabase!: TestDatabase;
  database!: Database;
  /** What phases do, by name. */
  runs: Record<string, Run> = {};
  /** Phases in the order in which they were run, with the number of the attempt. */
  readonly ran: string[] = [];
  readonly told: BuildNotice[] = [];
  private readonly replicas: Replica[] = [];

  async open(): Promise<void> {
    Logger.overrideLogger(false);
    this.testDatabase = await createTestDatabase('orchestrator');
    await migrate({ url: this.testDatabase.url, entities, migrations });
    this.database = await this.connect();
  }

  async reset(): Promise<void> {
    await Promise.all(this.replicas.splice(0).map((replica) => replica.stop()));
    await this.sql('TRUNCATE builds, phases, build_events, build_notices');
    this.runs = {};
    this.ran.length = 0;
    this.told.length = 0;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.testDatabase.drop();
  }

  readonly sql = <Row extends object>(text: string, values: unknown[] = []) =>
    this.database.query<Row & Record<string, unknown>>({ name: randomUUID(), text }, values);

  readonly start = async (env: Record<string, string> = {}, url = this.testDatabase.url): Promise<Replica> => {
    const database = await this.connect(url);
    const config = readConfig(orchestratorConfig, {
      DATABASE_URL: url,
      REDIS_URL: 'redis://127.0.0.1:1',
      CLASSIFIER_URL: '127.0.0.1:1',
      AGENTS_URL: '127.0.0.1:1',
      NOTIFIER_URL: '127.0.0.1:1',
      LEASE_TICK_MS: '200',
      LEASE_TTL_MS: '1500',
      DRAIN_TIMEOUT_MS: '3000',
      ...env,
    });
    const events = new BuildEvents();
    const registers = [new Registry()];
    const outcomes = new BuildOutcomes(
      events,
      new Histogram({ name: 'a', help: 'a', labelNames: ['workflow_type'], registers }),
      new Counter({ name: 'b', help: 'b', registers }),
      new Counter({ name: 'c', help: 'c', labelNames: ['workflow_type', 'failure_reason'], registers }),
    );
    const edits = new BuildEdits(database, outcomes);
    const [steering, revisions] = [new BuildSteering(database, edits), new BuildRevisions(edits, config)];
    const phases = new PhasesRepository(database, config);
    const runner = { run: (task: PhaseTask, lease: Lease) => this.run(task, lease) };
    const worker = new PhaseWorker(database, config, runner, phases, steering, events, outcomes, new Lifecycle());
    const teller = { tell: async (notice: BuildNotice) => void this.told.push(notice) };
    const notices = new BuildNotices(database, config, events, revisions, new Lifecycle(), teller);
    const engine = new BuildEngine(new BuildsRepository(database), worker, steering, revisions);
    const seen: BuildChange[] = [];
    events.changes.subscribe((change) => seen.push(change));
    [worker, notices, engine].forEach((part) => part.onApplicationBootstrap());
    let isOver = false;
    const replica: Replica = {
      engine,
      worker,
      steering,
      database,
      events: seen,
      stop: async () => {
        if (isOver) return;
        isOver = true;
        engine.onApplicationShutdown();
        await Promise.all([worker.onApplicationShutdown(), notices.onApplicationShutdown()]);
        await database.close();
      },
      kill: async () => {
        isOver = true;
        engine.onApplicationShutdown();
        await database.close();
      },
    };
    this.replicas.push(replica);
    return replica;
  };

  readonly request = (fields: Partial<BuildRequest> = {}): BuildRequest => ({
    phoneNumberId: '1001',
    conversationId: randomUUID(),
    title: 'Sol',
    request: 'A page for my bakery',
    language: 'en',
    workflow: bakery,
    by: 'contact',
    ...fields,
  });

  /** Waits until the build is in this state. */
  readonly reach = async ({ engine }: Replica, id: string, state: string, timeoutMs = 10_000): Promise<void> => {
    await until(
      () =>
        engine.get(id).then(
          (build) => build.state === state,
          () => false, // the connection may be one that the spec has broken
        ),
      timeoutMs,
    );
  };

  /** State of each phase of the newest revision. */
  readonly states = async ({ engine }: Replica, id: string, revision = 0): Promise<Record<string, string>> =>
    Object.fromEntries((await engine.phases(id, revision)).map(({ name, state }) => [name, state]));

  readonly phaseId = async ({ engine }: Replica, id: string, name: string): Promise<string> =>
    (await engine.phases(id)).find((one) => one.name === name)!.id;

  readonly types = async ({ engine }: Replica, id: string): Promise<string[]> =>
    (await engine.events(id, 100)).map(({ type }) => type);

  private async run(task: PhaseTask, lease: Lease): Promise<PhaseOutcome> {
    this.ran.push(task.phase.name);
    const outcome = await this.runs[task.phase.name]?.(task, lease);
    return outcomeOf(task.phase.name, outcome ?? {});
  }

  private async connect(url = this.testDatabase.url): Promise<Database> {
    return new Database(await new DataSource({ type: 'postgres', url, poolSize: 8 }).initialize());
  }
}

export const outcomeOf = (name: string, fields: Partial<PhaseOutcome> = {}): PhaseOutcome => ({
  output: { by: name },
  files: [{ path: `${name}.txt`, sha256: 'ab', size: 2 }],
  usage: { ...emptyUsage, inputTokens: 10, costMicros: 100 },
  isReused: false,
  messages: [],
  key: name,
  ...fields,
});
