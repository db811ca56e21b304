import { Inject, Injectable } from '@nestjs/common';
import type { Run, RunEvent } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import {
  costMicrosOf,
  type ModelPrompt,
  type ModelRound,
  ModelService,
  type ModelToolCall,
  type ModelUsage,
} from '#libs/llm';
import type { AgentDefinition } from '../catalogue/agent-catalogue.js';
import type { ToolContext, ToolResult } from '../tools/tool.js';
import { type CallOutcome, ToolExecutor } from '../tools/tool-executor.js';
import type { Toolbox } from '../tools/tool-registry.js';
import { announceModel } from './announce-model.js';
import { AnswerText } from './answer-text.js';
import { RunBudget } from './run-budget.js';
import { RunEffects } from './run-effects.js';

export interface LoopTask {
  run: Run;
  agent: AgentDefinition;
  toolbox: Toolbox;
  context: ToolContext;
  prompt: ModelPrompt;
  effects: RunEffects;
  emit: (event: NonNullable<RunEvent['event']>) => void;
  note?: (result: ToolResult) => void;
}

const lastRound = 'You can use no more tools in this turn. Answer the person now with what you know.';
const refusals = {
  repeated: { error: 'repeated_call', message: 'You have made this very call in this turn. Use its result.' },
  spent: { error: 'too_many_calls', message: 'This turn has no calls left. Answer with what you know.' },
};

/** Model, tools, model, until the model has said what it has to say: in a bounded number of rounds, calls and tokens. */
@Injectable()
export class ToolLoop {
  constructor(
    @Inject(ModelService) private readonly model: ModelService,
    @Inject(ToolExecutor) private readonly executor: ToolExecutor,
  ) {}

  /** @throws AppError MODEL_EMPTY when there is nothing to say or to show, or as the model service does */
  async run(task: LoopTask): Promise<void> {
    const { emit, effects } = task;
    const budget = new RunBudget();
    const words = new AnswerText((text) => emit({ $case: 'text', value: { text } }));
    const rounds: ModelRound[] = [];
    const usage: ModelUsage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
    let costMicros = 0;
    const used = () => ({ ...usage, costMicros: `${costMicros}` });
    const onStart = announceModel(emit, used);
    for (;;) {
      const isLast = budget.isSpent();
      const answer = await this.ask(task, rounds, isLast, { words, onStart });
      budget.noteRound(answer.usage);
      costMicros += costMicrosOf(answer.model, answer.usage);
      for (const kind of Object.keys(usage) as (keyof ModelUsage)[]) usage[kind] += answer.usage[kind];
      const { said = [], toolCalls = [] } = answer.blocks ?? {};
      if (isLast || answer.stopReason !== 'tool_use' || toolCalls.length === 0) {
        words.end();
        if (!words.hasWords && effects.isEmpty)
          throw new AppError('MODEL_EMPTY', { metadata: { stopReason: answer.stopReason } });
        effects.emit(emit);
        emit({ $case: 'usage', value: used() });
        emit({ $case: 'done', value: { stopReason: answer.stopReason } });
        return;
      }
      const results = await this.perform(toolCalls, budget, task);
      rounds.push({ said, results, ...(budget.isSpent() && { note: lastRound }) });
      words.next();
    }
  }

  private ask(
    { run, agent, toolbox, context, prompt }: LoopTask,
    rounds: ModelRound[],
    isLast: boolean,
    { words, onStart }: { words: AnswerText; onStart: (model: string) => void },
  ) {
    return this.model.stream({
      alias: agent.model,
      effort: agent.effort,
      maxTokens: agent.limits.max_tokens,
      prompt: { ...prompt, rounds },
      tools: toolbox.specs,
      mustAnswer: isLast,
      isRepeatedHere: rounds.length > 0,
      userHash: run.contactHash,
      signal: context.signal,
      onStart,
      onText: (text) => {
        crashPoint('ag.mid_stream');
        words.push(text);
      },
    });
  }

  private async perform(calls: readonly ModelToolCall[], budget: RunBudget, task: LoopTask) {
    const admissions = new Map(calls.map((call) => [call, budget.admit(call)]));
    const admitted = calls.filter((call) => admissions.get(call) === 'admitted');
    const { toolbox, context, agent, emit, effects, note } = task;
    const outcomes = await this.executor.runAll(admitted, { agent: agent.name, tools: toolbox.tools, context });
    const byCall = new Map(admitted.map((call, n) => [call, outcomes[n]!]));
    return calls.map((call) => {
      const admission = admissions.get(call)!;
      const outcome = byCall.get(call) ?? refuse(call, refusals[admission === 'spent' ? 'spent' : 'repeated']);
      const { name, status, durationMs } = outcome;
      emit({ $case: 'tool', value: { name, status, durationMs } });
      if (outcome.result) {
        budget.noteSuccess(call);
        effects.add(outcome.result);
        note?.(outcome.result);
      }
      return outcome.forModel;
    });
  }
}

const refuse = ({ id, name }: ModelToolCall, reason: object): CallOutcome => ({
  name: name.slice(0, 64),
  status: 'denied',
  durationMs: 0,
  forModel: { id, content: JSON.stringify(reason), isError: true },
});
