import type { ModelToolCall, ModelUsage } from '#libs/llm';
import { canonicalJson } from '#libs/signing';

/** What one run may spend, whatever the model wants. */
export const runLimits = { rounds: 8, calls: 16, tokens: 250_000, identicalCalls: 2 };

export type Admission = 'admitted' | 'repeated' | 'spent';

/** Counts what a run has used; once it is spent the model gets one last round, without tools. */
export class RunBudget {
  private rounds = 0;
  private calls = 0;
  private tokens = 0;
  private isLooping = false;
  private readonly seen = new Map<string, { times: number; succeeded: boolean }>();

  /** The round that begins may ask for no more tools. */
  isSpent(): boolean {
    const { rounds, calls, tokens } = runLimits;
    return this.isLooping || this.rounds >= rounds - 1 || this.calls >= calls || this.tokens >= tokens;
  }

  noteRound({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: ModelUsage): void {
    this.rounds += 1;
    this.tokens += inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
  }

  /** The same call runs again only after it has failed, and only once. Who insists is looping. */
  admit(call: ModelToolCall): Admission {
    if (this.calls >= runLimits.calls) return 'spent';
    this.calls += 1;
    const key = keyOf(call);
    const { times, succeeded } = this.seen.get(key) ?? { times: 0, succeeded: false };
    this.seen.set(key, { times: times + 1, succeeded });
    if (times >= runLimits.identicalCalls) this.isLooping = true;
    return succeeded || times >= runLimits.identicalCalls ? 'repeated' : 'admitted';
  }

  noteSuccess(call: ModelToolCall): void {
    const seen = this.seen.get(keyOf(call));
    if (seen) seen.succeeded = true;
  }
}

const keyOf = ({ name, input }: ModelToolCall): string => `${name} ${canonicalJson(input ?? null)}`;
