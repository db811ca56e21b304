import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { emptyUsage, type PhaseOutcome, type PhaseUsage } from '../../builds/phase-outcome.js';
import type { PhaseRunner } from '../../builds/phase-runner.js';
import type { PhaseTask } from '../../builds/phase-task.js';
import type { Lease } from '#libs/work';
import { chooseVersion } from '../../workflows/choose-version.js';
import type { Workflow } from '../../workflows/workflow.js';
import { type CacheEntry, PhaseCache } from '../caching/phase-cache.service.js';
import { PhaseDrafts } from '../drafts/phase-drafts.repository.js';
import { Plans } from '../planning/plans.service.js';
import { asData } from '../rendering/as-data.js';
import { mergerFor } from '../workspace/workspace-of-outcomes.js';
import { NewestSite } from '../workspace/newest-site.repository.js';
import {
  applyDelta,
  deltaOf,
  toFiles,
  toWorkspace,
  type Workspace,
  type WorkspaceFile,
} from '../workspace/workspace.js';
import { AgentIndex, type IndexedAgent } from './agent-index.js';
import { type AgentRun, AgentRuns, type RunYield } from './agent-runs.service.js';
import { phaseInputs, type PhaseInputs } from './phase-inputs.js';
import { Questions } from './questions.service.js';

/** Runs a phase by its agent, unless what it would give is known. */
@Injectable()
export class AgentPhaseRunner implements PhaseRunner {
  private readonly logger = new Logger(AgentPhaseRunner.name);

  constructor(
    @Inject(AgentIndex) private readonly index: AgentIndex,
    @Inject(AgentRuns) private readonly runs: AgentRuns,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(PhaseCache) private readonly cache: PhaseCache,
    @Inject(Plans) private readonly plans: Plans,
    @Inject(NewestSite) private readonly sites: NewestSite,
    @Inject(PhaseDrafts) private readonly drafts: PhaseDrafts,
  ) {}

  async run(task: PhaseTask, lease: Pick<Lease, 'epoch'>): Promise<PhaseOutcome> {
    const { phase, build, outputs } = task;
    const merger = mergerFor(phase, outputs);
    if (phase.choose)
      return chosen(task, merger.before(phase.name).files, (version) => merger.choose(phase.name, version));
    const endsBefore = performance.now() + phase.timeoutMs;
    task.report({ note: 'starting', outputTail: '', tokens: 0 });
    const agent = await this.index.get(phase.agent);
    const business = await this.index.businessOf(build.phoneNumberId);
    const site = await this.siteFor(task);
    const draft = lease.epoch === FIRST_CLAIM ? undefined : await this.drafts.find(task.phaseId);
    const facts = { agent, business, ...(site && { site }), ...(draft && { draft }) };
    const inputs = phaseInputs(task, merger.before(phase.name), facts);
    const isKept = this.cache.isOpenTo(phase);
    const known = isKept ? await this.cache.find(inputs.key) : undefined;
    if (known) return this.outcome(task, agent, inputs, known, true);
    const { text, visible, messages } = inputs;
    const asked: AgentRun = {
      task,
      agent,
      part: '1',
      text,
      files: visible,
      writes: phase.writes,
      messages,
      endsBefore,
      settling: [],
      leave: (delta) => this.drafts.keep(task, deltaOf(inputs.before, applyDelta(inputs.start, delta))),
    };
    try {
      const yielded = agent.output === 'plan' ? await this.plan(asked) : await this.converse(asked, inputs);
      const entry = toEntry(yielded, inputs);
      // Who asks the same again is to get it from the agent's own model
      if (isKept && !yielded.hasStandIn) await this.keep(asked, inputs.key, entry);
      return await this.outcome(task, agent, inputs, entry, false);
    } finally {
      await Promise.all(asked.settling);
    }
  }

  private async keep({ task, agent }: AgentRun, key: string, entry: CacheEntry): Promise<void> {
    // Whoever ran may be another than the one that the key names, when the agents changed meanwhile
    const isSame = (await this.index.all()).get(agent.name)?.definitionHash === agent.definitionHash;
    // Who was stopped meanwhile may work for somebody who was erased
    if (isSame && !task.signal.aborted) await this.cache.keep(key, task.build.conversationId, entry);
  }

  /** In a later revision it is the site as this build has left it. @throws AppError SITE_MISSING */
  private async siteFor({ phase, build, previous, later = [] }: PhaseTask): Promise<WorkspaceFile[] | undefined> {
    if (!phase.beginsWith) return undefined;
    if (!previous) return this.sites.before(build);
    return toFiles(later.reduce<Workspace>(applyDelta, toWorkspace(previous.files)));
  }

  /** A plan that cannot be run is told to the planner once; if that does not help, the build goes on as it would without. */
  private async plan(asked: AgentRun): Promise<RunYield> {
    const first = await this.runs.run(asked);
    const problems = await this.problemsOf(asked.task, first);
    if (problems === undefined) return first;
    this.logger.warn({ message: 'a plan was refused', buildId: asked.task.build.id });
    const text = `${asked.text}\n\n${REFUSAL}\n${asData('problems', problems, 4_000)}`;
    const second = await this.runs.run({ ...asked, part: '2', text });
    return {
      ...second,
      usage: sum([first.usage, second.usage]),
      messages: [...first.messages, ...second.messages],
      hasStandIn: first.hasStandIn || second.hasStandIn,
    };
  }

  private async problemsOf({ build }: PhaseTask, { output }: RunYield): Promise<string | undefined> {
    try {
      await this.plans.next(build, output);
      return undefined;
    } catch (error) {
      if (error instanceof AppError && error.reason === 'WORKFLOW_INVALID')
        return error.metadata['problems'] ?? error.message;
      throw error;
    }
  }

  /** Who asked colleagues and got answers goes on with them, once. */
  private async converse(asked: AgentRun, { start }: PhaseInputs): Promise<RunYield> {
    const first = await this.runs.run(asked);
    const after = applyDelta(start, first.delta);
    const answers = await this.questions.answer(asked, first, toFiles(after));
    if (answers.messages.length === 0) return { ...first, usage: sum([first.usage, ...answers.usages]) };
    const files = toFiles(applyDelta(new Map(asked.files.map((file) => [file.path, file])), first.delta));
    const second = await this.runs.run({
      ...asked,
      part: '2',
      text: `${asked.text}\n\n${ANSWERED}`,
      files,
      messages: [...asked.messages, ...answers.messages],
      leave: async (delta) => asked.leave?.(deltaOf(start, applyDelta(after, delta))),
    });
    return {
      ...second,
      delta: deltaOf(start, applyDelta(after, second.delta)),
      usage: sum([first.usage, ...answers.usages, second.usage]),
      messages: [...first.messages, ...answers.messages, ...second.messages],
      hasStandIn: first.hasStandIn || answers.hasStandIn || second.hasStandIn,
    };
  }

  private async outcome(
    task: PhaseTask,
    agent: IndexedAgent,
    { before, key, carried }: PhaseInputs,
    { output, written, deleted, usage, screenshot, messages }: CacheEntry,
    isReused: boolean,
  ): Promise<PhaseOutcome> {
    const { phase, build, outputs } = task;
    const files = applyDelta(before, { written, deleted });
    const trail = {
      agent: phase.agent,
      after: Object.keys(outputs),
      ...deltaOf(before, files),
      ...(carried.length > 0 && { carried }),
    };
    const given = {
      output,
      files: toFiles(files),
      usage,
      isReused,
      messages,
      key,
      trail,
      ...(screenshot && { screenshot }),
    };
    if (agent.output !== 'plan') return given;
    const expand = await this.workflowAfter(build, output);
    const title = typeof output['title'] === 'string' ? output['title'].slice(0, 80) : '';
    return { ...given, ...(expand && { expand }), ...(title && { title }) };
  }

  private async workflowAfter(
    build: PhaseTask['build'],
    output: Record<string, unknown>,
  ): Promise<Workflow | undefined> {
    try {
      return await this.plans.next(build, output);
    } catch (error) {
      if (error instanceof AppError && error.reason === 'WORKFLOW_INVALID') return this.plans.fallback(build);
      throw error;
    }
  }
}

/** Of a lease: nobody had the phase before. */
const FIRST_CLAIM = '1';

const REFUSAL =
  'Your plan was refused for these problems. Hand in one without them, or choose one of the workflows by its name.';
const ANSWERED =
  'You have worked on this before: the files are as you left them. The answers to your questions are among the messages; finish with them.';

function toEntry({ output, delta, usage, screenshot, messages }: RunYield, { before, start }: PhaseInputs): CacheEntry {
  const changed = deltaOf(before, applyDelta(start, delta));
  return { output, ...changed, usage, messages, ...(screenshot && { screenshot }) };
}

/** The best version of a loop, with the words of its review: nothing runs. */
function chosen(
  { phase, outputs }: PhaseTask,
  before: Workspace,
  filesOf: (version: string) => Workspace,
): PhaseOutcome {
  const best =
    chooseVersion(phase.choose!, (name) => outputs[name]?.output) ??
    phase.choose!.findLast((version) => outputs[version.phase]);
  const files = best ? filesOf(best.phase) : before;
  const screenshot = best && (outputs[best.review]?.screenshot ?? outputs[best.phase]?.screenshot);
  return {
    output: { ...(best && outputs[best.phase]?.output), ...(best && outputs[best.review]?.output) },
    files: toFiles(files),
    usage: emptyUsage,
    isReused: false,
    ...(screenshot && { screenshot }),
    messages: [],
    key: '',
    trail: { agent: phase.agent, after: Object.keys(outputs), ...deltaOf(before, files) },
  };
}

function sum(usages: readonly PhaseUsage[]): PhaseUsage {
  const [first = emptyUsage, ...rest] = usages;
  return rest.reduce(
    (all, one) => ({
      inputTokens: all.inputTokens + one.inputTokens,
      outputTokens: all.outputTokens + one.outputTokens,
      cacheReadTokens: all.cacheReadTokens + one.cacheReadTokens,
      cacheWriteTokens: all.cacheWriteTokens + one.cacheWriteTokens,
      costMicros: all.costMicros + one.costMicros,
      toolCalls: all.toolCalls + one.toolCalls,
      model: all.model || one.model,
    }),
    first,
  );
}
