import { RunEvent } from '#libs/contracts';
import { z } from 'zod';
import type { ToolResult } from '../tools/tool.js';

export type Event = NonNullable<RunEvent['event']>;

/** Longer answers are not kept: nobody asks for them twice, and one of them costs many others their place. */
const longestAnswer = 20_000;

const entrySchema = z.object({ goodUntil: z.number(), events: z.array(z.unknown()).max(50) });

/** What is stored of an answer: the events that make it, and when it may no longer be true. */
export type KeptAnswer = z.infer<typeof entrySchema>;

/** Listens to a run and tells in the end what of it can be said again. */
export class AnswerCollector {
  private readonly events: Event[] = [];
  private text = '';
  private goodForMs = Infinity;
  private isKeepable = true;

  /** @param isStandIn whether a model is one that answers for the agent's own */
  constructor(private readonly isStandIn: (model: string) => boolean) {}

  add(event: Event): void {
    switch (event.$case) {
      case 'text':
        this.text += event.value.text;
        return;
      case 'started':
        if (this.isStandIn(event.value.model)) this.isKeepable = false; // the next one is to hear the agent's own model
        this.events.push(event);
        return;
      case 'part':
      case 'done':
        this.events.push(event);
        return;
      case 'tool':
        if (event.value.status !== 'ok') this.isKeepable = false; // it may have answered without what it wanted to know
        return;
      case 'usage':
        return;
      default:
        this.isKeepable = false; // it changes the conversation
    }
  }

  note({ goodForMs }: ToolResult): void {
    if (goodForMs !== undefined) this.goodForMs = Math.min(this.goodForMs, goodForMs);
  }

  /** Undefined for what must not be said again. */
  entry(ttlMs: number, nowMs = Date.now()): KeptAnswer | undefined {
    const done = this.events.at(-1);
    const forMs = Math.min(ttlMs, this.goodForMs);
    const isWhole = done?.$case === 'done' && done.value.stopReason === 'end_turn';
    if (!isWhole || !this.isKeepable || forMs < 1_000 || !this.text.trim() || this.text.length > longestAnswer)
      return undefined;
    const [started, ...rest] = this.events;
    if (started?.$case !== 'started') return undefined;
    const text: Event = { $case: 'text', value: { text: this.text } };
    const events = [started, text, ...rest].map((event) => RunEvent.toJSON({ runId: '', event }));
    return { goodUntil: nowMs + forMs, events };
  }
}

const nothingUsed = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, costMicros: '0' };

/** Of an answer that somebody else has paid for, or nobody any more. */
export const freeUsage: Event = { $case: 'usage', value: { ...nothingUsed, fromCache: true } };

/** The events of an answer that is given again. */
export function* replay({ events }: KeptAnswer): Generator<Event> {
  for (const json of events) {
    const { event } = RunEvent.fromJSON(json);
    if (event?.$case === 'done') yield freeUsage;
    if (event) yield event;
  }
}

/** Undefined for what is none, such as one of an older release. */
export const toKeptAnswer = (value: unknown): KeptAnswer | undefined => entrySchema.safeParse(value).data;
