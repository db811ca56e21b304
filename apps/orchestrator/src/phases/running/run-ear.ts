import type { PhaseResult, RunEvent } from '#libs/contracts';
import type { AppError } from '#libs/errors';
import { fromDetail } from '#libs/grpc';
import { type AgentMessage, emptyUsage, type PhaseUsage } from '../../builds/phase-outcome.js';
import type { PhaseProgress } from '../../builds/phase-task.js';

const MAX_TEXT = 60_000;
const MAX_TAIL = 1_000;
const MAX_MESSAGES = 20;
const MAX_MESSAGE = 4_000;
const kinds = ['question', 'answer', 'review', 'handoff'] as const;

/** Listens to one run of an agent and keeps what counts, bounded: whatever the agent says, and however much. */
export class RunEar {
  readonly messages: AgentMessage[] = [];
  /** Each that has answered in this run: while one cannot, another may stand in. */
  readonly models = new Set<string>();
  result?: PhaseResult;
  /** How the run ended; undefined while it has not. */
  end?: 'done' | AppError;
  private heard = '';
  private tokens = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, costMicros: '0' };
  private model = '';
  private toolCalls = 0;
  private note = 'thinking';

  /** @param agent who runs: what it says is said in no other name */
  constructor(private readonly agent: string) {}

  hear({ event }: RunEvent): void {
    if (!event || this.end) return;
    switch (event.$case) {
      case 'started':
        this.model = event.value.model.slice(0, 100);
        this.models.add(this.model);
        break;
      case 'text':
        this.note = 'writing';
        if (this.heard.length < MAX_TEXT) this.heard += event.value.text.slice(0, MAX_TEXT - this.heard.length);
        break;
      case 'tool':
        this.toolCalls += 1;
        this.note = event.value.name.slice(0, 64);
        break;
      case 'usage':
        this.tokens = event.value; // of the whole run so far
        break;
      case 'message':
        this.keep(event.value);
        break;
      case 'result':
        this.result = event.value;
        break;
      case 'done':
        this.end = 'done';
        break;
      case 'failed':
        this.end = fromDetail(event.value);
        break;
    }
  }

  /** What it has said, for an agent that answers in words. */
  get text(): string {
    return this.heard.toWellFormed().replaceAll('\0', '').trim();
  }

  get usage(): PhaseUsage {
    const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = this.tokens;
    return {
      ...emptyUsage,
      inputTokens,
      outputTokens,
      cacheReadTokens,
      cacheWriteTokens,
      costMicros: Math.max(0, Number(this.tokens.costMicros), Number(this.result?.costMicros ?? 0)) || 0,
      toolCalls: this.toolCalls,
      model: this.model,
    };
  }

  get progress(): PhaseProgress {
    const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = this.tokens;
    return {
      note: this.note,
      outputTail: this.heard.slice(-MAX_TAIL).toWellFormed().replaceAll('\0', ''),
      tokens: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens,
    };
  }

  private keep({ to, kind, text }: { to: string; kind: string; text: string }): void {
    const known = kinds.find((one) => one === kind);
    const said = text.slice(0, MAX_MESSAGE).toWellFormed().replaceAll('\0', '');
    if (!known || !said || !/^[a-z][a-z0-9-]{0,63}$/.test(to) || this.messages.length >= MAX_MESSAGES) return;
    this.messages.push({ from: this.agent, to, kind: known, text: said });
  }
}
