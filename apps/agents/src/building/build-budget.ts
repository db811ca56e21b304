import { Budget } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { costMicrosOf, type ModelAnswer, type ModelToolCall, type ModelUsage } from '#libs/llm';
import { canonicalJson } from '#libs/signing';

/** What a run of a build may use, whatever its budget and the model say. */
const buildLimits = { rounds: 40, calls: 200, tokens: 4_000_000, identicalCalls: 2, lastRounds: 3 };

/** Counts what a run uses; looked at before each call of the model. */
export class BuildBudget {
  readonly usage: ModelUsage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  costMicros = 0;
  private rounds = 0;
  private calls = 0;
  /** Rounds that asked for more calls than are left. */
  private overdrawn = 0;
  private readonly most: { tokens: number; costMicros: number; calls: number };
  private readonly seen = new Map<string, number>();

  constructor({ tokens, costMicros, toolCalls }: Budget = Budget.create()) {
    this.most = {
      tokens: Math.min(Number(tokens) || Infinity, buildLimits.tokens),
      costMicros: Number(costMicros) || Infinity,
      calls: Math.min(toolCalls || Infinity, buildLimits.calls),
    };
  }

  /**
   * Bounds that hold for every run are no budget, which could be filled up again: another run would end at them as well.
   * @throws AppError BUDGET_SPENT naming what is used up of the budget that was given, RUN_LOOPING at a bound of every run
   */
  check(): void {
    if (this.costMicros >= this.most.costMicros) throw spent('cost');
    if (this.tokens() >= this.most.tokens)
      throw this.most.tokens < buildLimits.tokens ? spent('tokens') : endless('tokens');
    if (this.overdrawn > 1) throw this.most.calls < buildLimits.calls ? spent('tool_calls') : endless('tool_calls');
    if (this.rounds >= buildLimits.rounds) throw endless('rounds');
  }

  noteRound({ model, usage }: ModelAnswer): void {
    this.rounds += 1;
    this.costMicros += costMicrosOf(model, usage);
    for (const kind of Object.keys(this.usage) as (keyof ModelUsage)[]) this.usage[kind] += usage[kind];
  }

  /**
   * Those of a round's calls that may run.
   * @param state of the files: looking again is no repetition once they have changed
   * @throws AppError RUN_LOOPING when a call comes for the third time
   */
  admit(calls: readonly ModelToolCall[], state: (call: ModelToolCall) => string): ModelToolCall[] {
    for (const call of calls) {
      const key = `${call.name} ${canonicalJson(call.input ?? null)} ${state(call)}`;
      const times = this.seen.get(key) ?? 0;
      if (times >= buildLimits.identicalCalls)
        throw new AppError('RUN_LOOPING', { metadata: { tool: call.name.slice(0, 64) } });
      this.seen.set(key, times + 1);
    }
    const admitted = calls.slice(0, Math.max(0, this.most.calls - this.calls));
    this.calls += admitted.length;
    if (admitted.length < calls.length) this.overdrawn += 1;
    return admitted;
  }

  /** What the model is told when the end is near. */
  note(): string | undefined {
    const left = buildLimits.rounds - this.rounds;
    if (this.overdrawn > 0) return 'You have no tool calls left. Hand in what you have with submit_result now.';
    if (left > buildLimits.lastRounds) return undefined;
    return `You have ${left} ${left === 1 ? 'round' : 'rounds'} left. Finish what matters most and call submit_result.`;
  }

  private tokens(): number {
    const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = this.usage;
    return inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
  }
}

const spent = (budget: string): AppError => new AppError('BUDGET_SPENT', { metadata: { budget } });
const endless = (bound: string): AppError => new AppError('RUN_LOOPING', { metadata: { bound } });
