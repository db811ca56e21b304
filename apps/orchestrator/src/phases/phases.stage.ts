import { Counter, Registry } from 'prom-client';
import { readConfig } from '#libs/config';
import { AppError } from '#libs/errors';
import { BuildsStage, phase, type Replica, workflowOf } from '../builds/builds.stage.js';
import { orchestratorConfig, type OrchestratorConfig } from '../orchestrator.config.js';
import type { Workflow } from '../workflows/workflow.js';
import { AgentsStage } from './agents.stage.js';
import { Budgets } from './budgets/budgets.service.js';
import { PhaseCacheRepository } from './caching/phase-cache.repository.js';
import { PhaseCache } from './caching/phase-cache.service.js';
import { PhaseDrafts } from './drafts/phase-drafts.repository.js';
import { Plans } from './planning/plans.service.js';
import { AgentIndex } from './running/agent-index.js';
import { AgentRuns } from './running/agent-runs.service.js';
import { PhaseAgentsClient } from './running/phase-agents.client.js';
import { AgentPhaseRunner } from './running/phase-runner.service.js';
import { Questions } from './running/questions.service.js';
import { NewestSite } from './workspace/newest-site.repository.js';

/** Seven phases, the last of which nothing depends on. */
export const site = workflowOf(
  phase('plan', [], { agent: 'planner', reads: [], writes: [], task: 'Plan {{request}}' }),
  phase('design', ['plan'], { agent: 'designer', reads: [], writes: ['design.json'], task: 'Design {{outputs.plan}}' }),
  phase('content', ['plan'], { agent: 'content', reads: [], writes: ['content.json'], task: 'Write {{outputs.plan}}' }),
  phase('backend', ['plan'], {
    agent: 'backend',
    reads: [],
    writes: ['data.json'],
    task: 'Data for {{outputs.plan.features}}',
  }),
  phase('frontend', ['design', 'content'], {
    agent: 'frontend',
    reads: ['design.json', 'content.json'],
    writes: ['index.html', 'styles.css'],
    task: 'Build it.',
  }),
  phase('review', ['frontend', 'backend'], { agent: 'code-reviewer', writes: [], task: 'Review it.' }),
  phase('deploy', ['review'], { agent: 'devops', writes: [], effect: 'external', cache: false, task: 'Publish it.' }),
);

/** The engine with phases that are run by agents, as a spec plays them. */
export class PhasesStage {
  readonly builds = new BuildsStage();
  readonly agents = new AgentsStage();
  runner!: AgentPhaseRunner;
  cache!: PhaseCache;
  index!: AgentIndex;
  config!: OrchestratorConfig;
  client!: PhaseAgentsClient;
  registry!: Registry;

  async open(): Promise<void> {
    await Promise.all([this.builds.open(), this.agents.open()]);
  }

  async reset(): Promise<void> {
    await this.builds.reset();
    await this.client?.onApplicationShutdown();
    await this.builds.sql('TRUNCATE phase_cache, build_budgets, phase_drafts, unfinished_sites');
    this.agents.reset();
  }

  async close(): Promise<void> {
    await this.client?.onApplicationShutdown();
    await Promise.all([this.builds.close(), this.agents.close()]);
  }

  /** @param library workflows that a planner may name */
  async start(env: Record<string, string> = {}, library: Workflow[] = [site]): Promise<Replica> {
    this.config = readConfig(orchestratorConfig, {
      DATABASE_URL: this.builds.testDatabase.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      CLASSIFIER_URL: '127.0.0.1:1',
      AGENTS_URL: this.agents.url,
      NOTIFIER_URL: '127.0.0.1:1',
      BUILD_CACHE_SECRET: 'a secret of this spec',
      AGENTS_REFRESH_MS: '100',
      ...env,
    });
    this.registry = new Registry();
    const registers = [this.registry];
    this.client = new PhaseAgentsClient(this.config);
    this.index = new AgentIndex(this.client, this.config);
    this.cache = new PhaseCache(
      new PhaseCacheRepository(this.builds.database),
      this.config,
      new Counter({ name: 'hits', help: 'h', labelNames: ['cache_type'], registers }),
      new Counter({ name: 'misses', help: 'm', labelNames: ['cache_type', 'reason'], registers }),
    );
    const runs = new AgentRuns(this.client, this.index, new Budgets(this.builds.database, this.config));
    const named = {
      get: (name: string): Workflow => {
        const found = library.find((workflow) => workflow.name === name);
        if (!found) throw new AppError('NOT_FOUND');
        return found;
      },
    };
    const sites = new NewestSite(this.builds.database);
    const plans = new Plans(named, this.index, sites);
    const questions = new Questions(runs, this.index);
    const drafts = new PhaseDrafts(this.builds.database);
    this.runner = new AgentPhaseRunner(this.index, runs, questions, this.cache, plans, sites, drafts);
    const replica = await this.builds.start(env);
    const all = library.flatMap(({ phases }) => phases.map(({ name }) => name));
    this.playPhases(all);
    return replica;
  }

  /** Phases of these names are run by agents. */
  playPhases(names: readonly string[]): void {
    for (const name of names) this.builds.runs[name] = (task, lease) => this.runner.run(task, lease);
  }

  /** Runs a build to its end. */
  async build(replica: Replica, fields: Parameters<BuildsStage['request']>[0] = {}, end = 'done'): Promise<string> {
    const { id } = await replica.engine.start(this.builds.request({ workflow: site, ...fields }));
    await this.builds.reach(replica, id, end);
    return id;
  }

  /** The outcome of a phase in the newest revision. */
  async outcome({ engine }: Replica, id: string, name: string) {
    return (await engine.phases(id)).find((one) => one.name === name)!.outcome!;
  }
}
