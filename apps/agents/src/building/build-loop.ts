import { Inject, Injectable } from '@nestjs/common';
import type { Run, RunEvent } from '#libs/contracts';
import { AppError } from '#libs/errors';
import {
  type ModelAnswer,
  type ModelPrompt,
  type ModelRound,
  ModelService,
  type ModelToolCall,
  type ModelToolResult,
} from '#libs/llm';
import type { AgentDefinition } from '../catalogue/agent-catalogue.js';
import { announceModel } from '../execution/announce-model.js';
import { type CallOutcome, ToolExecutor } from '../tools/tool-executor.js';
import type { BuildToolContext } from '../workspace/build-tool.js';
import type { BuildBudget } from './build-budget.js';
import type { BuildToolbox } from './build-toolboxes.js';
import { checkSubmission, type Handed, SUBMIT_RESULT } from './submit-result.js';

export interface BuildTask {
  run: Run;
  agent: AgentDefinition;
  toolbox: BuildToolbox;
  context: BuildToolContext;
  prompt: ModelPrompt;
  budget: BuildBudget;
  emit: (event: NonNullable<RunEvent['event']>) => void;
}

/** How often a model may put its result right. */
const mostRepairs = 2;

const refusals = {
  tool_calls: { error: 'too_many_calls', message: 'You have no tool calls left. Call submit_result now.' },
  twice: { error: 'repeated_call', message: 'One result is enough.' },
  failed: { error: 'not_yet', message: 'Other calls of this round have failed. Look at them before you hand in.' },
};
const unfinished = `Your work ends only with a call of ${SUBMIT_RESULT}. Do what is missing, then call it.`;

/** Model, tools, model, until a result is handed in that fits the agent's contract. */
@Injectable()
export class BuildLoop {
  constructor(
    @Inject(ModelService) private readonly model: ModelService,
    @Inject(ToolExecutor) private readonly executor: ToolExecutor,
  ) {}

  /** @throws AppError BUDGET_SPENT, RUN_LOOPING, MODEL_INVALID_OUTPUT, or as the model service does */
  async run(task: BuildTask): Promise<Record<string, unknown>> {
    const { agent, budget, emit } = task;
    const rounds: ModelRound[] = [];
    const used = () => ({ ...budget.usage, costMicros: `${budget.costMicros}` });
    const onStart = announceModel(emit, used);
    let repairs = 0;
    const repair = (problem: string) => {
      repairs += 1;
      if (repairs > mostRepairs)
        throw new AppError('MODEL_INVALID_OUTPUT', { message: problem, metadata: { agent: agent.name } });
    };
    for (;;) {
      budget.check();
      const { answer, words } = await this.ask(task, rounds, onStart);
      budget.noteRound(answer);
      emit({ $case: 'usage', value: used() });
      const { said = [], toolCalls = [] } = answer.blocks ?? {};
      if (toolCalls.length === 0) {
        const handed = agent.output ? { problem: unfinished } : this.handIn(task, rounds, { text: words });
        if (handed.result) return handed.result;
        repair(handed.problem);
        // The API refuses turns without words, and thinking alone says nothing
        if (said.some(({ type }) => type === 'text')) rounds.push({ said, results: [], note: handed.problem });
        continue;
      }
      const results = await this.perform(task, toolCalls);
      const submitted = toolCalls.find(({ name }) => name === SUBMIT_RESULT);
      if (submitted && !results.has(submitted)) {
        const handed = this.handIn(task, rounds, submitted.input, [...results.values()]);
        if (handed.result) return handed.result;
        repair(handed.problem);
        results.set(submitted, refuse(submitted, { error: 'bad_result', message: handed.problem }).forModel);
      }
      const note = budget.note();
      rounds.push({ said, results: toolCalls.map((call) => results.get(call)!), ...(note && { note }) });
      if (words) emit({ $case: 'text', value: { text: '\n' } });
    }
  }

  private async ask(
    { run, agent, toolbox, context, prompt, emit }: BuildTask,
    rounds: ModelRound[],
    onStart: (model: string) => void,
  ) {
    let words = '';
    const answer: ModelAnswer = await this.model.stream({
      alias: agent.model,
      effort: agent.effort,
      maxTokens: agent.limits.max_tokens,
      prompt: { ...prompt, rounds },
      isRepeatedHere: rounds.length > 0,
      ...(toolbox.specs.length > 0 && { tools: toolbox.specs }),
      userHash: run.contactHash,
      signal: context.signal,
      onStart,
      onText: (text) => {
        words += text;
        emit({ $case: 'text', value: { text } });
      },
    });
    return { answer, words };
  }

  /** The results of a round but that of handing in, which is undefined when it may be looked at. */
  private async perform(
    task: BuildTask,
    calls: readonly ModelToolCall[],
  ): Promise<Map<ModelToolCall, ModelToolResult>> {
    const { toolbox, context, agent, budget, emit } = task;
    const results = new Map<ModelToolCall, ModelToolResult>();
    const note = (call: ModelToolCall, { name, status, durationMs, forModel }: CallOutcome) => {
      emit({ $case: 'tool', value: { name, status, durationMs } });
      results.set(call, forModel);
    };
    const submissions = calls.filter(({ name }) => name === SUBMIT_RESULT);
    const others = calls.filter(({ name }) => name !== SUBMIT_RESULT);
    const state = ({ name }: ModelToolCall) =>
      toolbox.tools.get(name)?.effect === 'read' ? context.scene.workspace.digest() : '';
    const admitted = budget.admit(others, state);
    const outcomes = await this.executor.runAll(admitted, { agent: agent.name, tools: toolbox.tools, context });
    admitted.forEach((call, n) => note(call, outcomes[n]!));
    for (const call of others.slice(admitted.length)) note(call, refuse(call, refusals.tool_calls));
    const hasFailed = admitted.length > 0 && outcomes.some(({ forModel }) => forModel.isError);
    if (hasFailed && submissions[0]) note(submissions[0], refuse(submissions[0], refusals.failed));
    for (const call of submissions.slice(1)) note(call, refuse(call, refusals.twice));
    return results;
  }

  private handIn(
    { agent, toolbox, context, emit }: BuildTask,
    rounds: readonly ModelRound[],
    given: Record<string, unknown> | undefined,
    newest: readonly ModelToolResult[] = [],
  ): Handed {
    const answers = [...rounds.flatMap(({ results }) => results), ...newest].filter(({ isError }) => !isError);
    const handed = checkSubmission({
      output: agent.output ?? 'text',
      given,
      scene: context.scene,
      tools: new Set(toolbox.tools.keys()),
      wasAnswered: (text) => answers.some(({ content }) => content.includes(text)),
    });
    const status = handed.result ? 'ok' : 'denied';
    emit({ $case: 'tool', value: { name: SUBMIT_RESULT, status, durationMs: 0 } });
    return handed;
  }
}

const refuse = ({ id, name }: ModelToolCall, reason: object): CallOutcome => ({
  name: name.slice(0, 64),
  status: 'denied',
  durationMs: 0,
  forModel: { id, content: JSON.stringify(reason), isError: true },
});
