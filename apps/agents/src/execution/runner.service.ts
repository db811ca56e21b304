import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge, Histogram } from 'prom-client';
import type { Run, RunEvent } from '#libs/contracts';
import { AppError, toAppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import { toDetail } from '#libs/grpc';
import { Lifecycle } from '#libs/health';
import { costMicrosOf, ModelService } from '#libs/llm';
import { inSpan, observeTraced, traceIdOf } from '#libs/observability';
import { AGENTS_CONFIG, type AgentsConfig } from '../agents.config.js';
import { ACTIVE_AGENTS, TASK_DURATION } from '../agents.metrics.js';
import { AnswerCache } from '../answers/answer-cache.service.js';
import { BuildRunService } from '../building/build-run.service.js';
import { BusinessDirectory } from '../business/business-directory.js';
import { AGENT_CATALOGUE, type AgentCatalogue, type AgentDefinition } from '../catalogue/agent-catalogue.js';
import { McpToolboxes } from '../mcp/mcp-toolboxes.service.js';
import { PROMPT_FACTS, type PromptFacts } from '../prompting/prompt-facts.js';
import { toPrompt } from '../prompting/to-prompt.js';
import { ToolRegistry } from '../tools/tool-registry.js';
import { AssistedRun, type AssistedTask } from './assisted-run.js';
import { checkRun } from './check-run.js';
import { RunSpending } from './run-spending.js';

type Emit = (event: NonNullable<RunEvent['event']>) => void;

/** Share of the drain time after which runs are handed back, so that another replica can take them. */
const patience = 0.7;

/** Runs agents, each to exactly one `done` or `failed`. */
@Injectable()
export class RunnerService {
  private readonly logger = new Logger(RunnerService.name);
  private readonly underWay = new Set<AbortController>();

  constructor(
    @Inject(AGENT_CATALOGUE) private readonly catalogue: AgentCatalogue,
    @Inject(ModelService) private readonly model: ModelService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
    @Inject(AssistedRun) private readonly assisted: AssistedRun,
    @Inject(BuildRunService) private readonly builds: BuildRunService,
    @Inject(ToolRegistry) private readonly registry: ToolRegistry,
    @Inject(McpToolboxes) private readonly mcp: McpToolboxes,
    @Inject(PROMPT_FACTS) private readonly facts: PromptFacts,
    @Inject(BusinessDirectory) private readonly businesses: BusinessDirectory,
    @InjectMetric(ACTIVE_AGENTS) private readonly active: Gauge<'type'>,
    @InjectMetric(TASK_DURATION) private readonly durations: Histogram<'agent_type' | 'task_type'>,
    @Inject(RunSpending) private readonly spending: RunSpending,
    @Inject(Lifecycle) lifecycle: Lifecycle,
    @Inject(AGENTS_CONFIG) config: AgentsConfig,
  ) {
    lifecycle.whenDraining(() => setTimeout(() => this.handBack(), config.DRAIN_TIMEOUT_MS * patience).unref());
  }

  /** Never rejects: a failure is the last event of its own run. */
  async run(run: Run, cancelled: AbortSignal, emit: Emit): Promise<void> {
    try {
      const serving = this.businesses.agentsOf(run.context?.phoneNumberId ?? '');
      await this.execute(run, checkRun(run, this.catalogue, serving), cancelled, emit);
    } catch (thrown) {
      const error = toAppError(thrown);
      const { runId, agent, traceparent } = run;
      const where = { runId, agent: agent.slice(0, 64), traceId: traceIdOf(traceparent) };
      this.logger[error.spec.log]({ message: 'run failed', reason: error.reason, ...where, err: error });
      emit({ $case: 'failed', value: toDetail(error) });
    }
  }

  private execute(run: Run, agent: AgentDefinition, cancelled: AbortSignal, emit: Emit): Promise<void> {
    const attributes = {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.agent.name': agent.name,
      'gen_ai.conversation.id': run.context?.conversationId ?? '',
    };
    return inSpan(`invoke_agent ${agent.name}`, run.traceparent, { attributes }, () =>
      this.clocked(run, agent, cancelled, emit),
    );
  }

  private async clocked(run: Run, agent: AgentDefinition, cancelled: AbortSignal, emit: Emit): Promise<void> {
    const controller = new AbortController();
    const cancel = () => controller.abort(cancelled.reason);
    const timeoutMs = Math.min(run.timeoutMs || Infinity, agent.limits.timeout_s * 1_000);
    const timer = setTimeout(() => controller.abort(new AppError('DEADLINE_EXCEEDED')), timeoutMs);
    cancelled.addEventListener('abort', cancel);
    this.underWay.add(controller);
    this.active.inc({ type: agent.name });
    const isBuild = Boolean(run.build ?? agent.output);
    const labels = { agent_type: agent.name, task_type: isBuild ? 'build' : 'reply' };
    const startedAt = performance.now();
    const heard = this.spending.listen(agent.name, emit);
    try {
      if (isBuild) await this.builds.run({ run, agent, signal: controller.signal, emit: heard.emit });
      else await this.ask(run, agent, controller.signal, heard.emit);
    } finally {
      heard.end();
      observeTraced(this.durations, labels, (performance.now() - startedAt) / 1_000);
      this.active.dec({ type: agent.name });
      this.underWay.delete(controller);
      cancelled.removeEventListener('abort', cancel);
      clearTimeout(timer);
    }
  }

  private async ask(run: Run, agent: AgentDefinition, signal: AbortSignal, emit: Emit): Promise<void> {
    crashPoint('ag.before_model');
    const number = run.context?.phoneNumberId;
    const facts = number ? this.facts.of(number) : undefined; // of nobody's number, nobody's facts
    const own = this.registry.of(agent.name);
    const toolbox =
      number && this.mcp.has(agent)
        ? await this.mcp.extend(own, agent, { phoneNumberId: number, use: 'chat', signal })
        : own;
    const question = agent.cacheable ? this.answers.questionOf(run, agent, toolbox.specs) : undefined;
    if (!question) return this.perform({ run, agent, toolbox, facts, signal, emit });
    return this.answers.answer(question, signal, emit, (impersonal, shared, tell, note) =>
      this.perform({ run: impersonal, agent, toolbox, facts, signal: shared, emit: tell, note }),
    );
  }

  private async perform(task: AssistedTask): Promise<void> {
    if (task.toolbox.specs.length > 0) return this.assisted.run(task);
    const { run, agent, facts, signal, emit } = task;
    const { model, stopReason, usage } = await this.model.stream({
      alias: agent.model,
      effort: agent.effort,
      maxTokens: agent.limits.max_tokens,
      prompt: toPrompt(agent, run, { now: new Date(), facts }),
      userHash: run.contactHash,
      signal,
      onStart: (model) => emit({ $case: 'started', value: { model } }),
      onText: (text) => {
        crashPoint('ag.mid_stream');
        emit({ $case: 'text', value: { text } });
      },
    });
    emit({ $case: 'usage', value: { ...usage, costMicros: `${costMicrosOf(model, usage)}` } });
    emit({ $case: 'done', value: { stopReason } });
  }

  private handBack(): void {
    const error = new AppError('AGENT_BUSY', { message: 'this replica stops' });
    for (const controller of this.underWay) controller.abort(error);
  }
}
