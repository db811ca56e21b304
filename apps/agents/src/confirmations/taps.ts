import { Inject, Injectable } from '@nestjs/common';
import type { Escalation, ReplyPart, SlotUpdate } from '#libs/contracts';
import { checkArguments } from '../tools/check-arguments.js';
import { perform } from '../tools/perform.js';
import type { Tool, ToolContext, ToolResult } from '../tools/tool.js';
import { ToolError } from '../tools/tool-error.js';
import { AskFirst } from './ask-first.js';
import { type Choice, looksLikeButton, readButton } from './confirmation-id.js';
import { confirmationText } from './confirmation-text.js';
import {
  ConfirmationsRepository,
  hashOf,
  type Outcome,
  type Subject,
  type Tapped,
} from './confirmations.repository.js';

/** What a tap has done, before the model says a word. */
export interface TapResult {
  /** For the model to phrase; undefined: `said` is all there is to say. */
  note?: string;
  said: string;
  parts: ReplyPart[];
  slots?: SlotUpdate;
  escalation?: Escalation;
  /** The tool that ran now. */
  ran?: { tool: string; isDone: boolean };
}

type Find = (name: string) => Tool | undefined;

/** Runs what people confirm: with the stored arguments, once, and only for whom it was asked. */
@Injectable()
export class Taps {
  constructor(
    @Inject(ConfirmationsRepository) private readonly confirmations: ConfirmationsRepository,
    @Inject(AskFirst) private readonly askFirst: AskFirst,
  ) {}

  /**
   * Undefined when the reply is no answer to a question of ours.
   * @throws AppError when it is not known what came of it: the same tap repeated goes on where this one ended
   */
  async answer(replyId: string, find: Find, context: ToolContext): Promise<TapResult | undefined> {
    if (!looksLikeButton(replyId)) return undefined;
    const { language } = context;
    const button = readButton(replyId);
    const tapped = button && (await this.confirmations.tap(button.id, button.choice, context));
    if (!button || !tapped) return { said: confirmationText('unknown', language), parts: [] };
    if (!tapped.choice) return { said: confirmationText('expired', language), parts: [] };
    if (tapped.choice === 'declined') return decline(button.choice, tapped, context);
    if (tapped.outcome) return repeat(tapped.outcome, tapped, context);
    if (button.choice === 'declined') return { said: confirmationText('confirmedBefore', language), parts: [] };
    return this.run(button.id, tapped, find, context);
  }

  private async run(id: string, tapped: Tapped, find: Find, context: ToolContext): Promise<TapResult> {
    const { outcome, effects } = await this.attempt(id, tapped, find, context);
    const kept = await this.confirmations.keep(id, outcome);
    if (kept.turnId !== context.turnId) return repeat(kept, tapped, context);
    return { ...toResult(kept, tapped), ...effects, ran: { tool: tapped.tool, isDone: kept.isDone } };
  }

  private async attempt(id: string, tapped: Tapped, find: Find, context: ToolContext): Promise<Attempt> {
    const { turnId, language } = context;
    const tool = find(tapped.tool);
    try {
      if (!tool) throw new ToolError('unavailable', 'This cannot be done any more.');
      if (hashOf(tapped.arguments) !== tapped.hash) throw new ToolError('changed', 'The question was changed.');
      const { input, bound } = JSON.parse(tapped.arguments) as Subject;
      // One key for all taps: whatever is repeated, by a retry or by the person, has the effect of once
      const {
        content,
        said,
        parts = [],
        ...effects
      } = await perform((limited) => tool.run(checkArguments(tool, input), limited), {
        ...context,
        turnId: `confirmation:${id}`,
        bound,
      });
      const words = said ?? confirmationText('done', language);
      return { outcome: { turnId, isDone: true, content, said: words, parts }, effects };
    } catch (thrown) {
      if (!(thrown instanceof ToolError)) throw thrown;
      const { code, message, details, extra } = thrown;
      const again = tool && extra.isNewQuestion ? await this.askAgain(tapped, tool, context) : undefined;
      const content = { error: code, message, ...details, ...(again && { askedAgain: again.content }) };
      const said = extra.said ?? confirmationText('failed', language);
      const outcome = { turnId, isDone: false, content, said, parts: again?.parts ?? [] };
      return { outcome, effects: again?.slots ? { slots: again.slots } : {} };
    }
  }

  /** With what holds now; nothing when there is nothing left to ask. */
  private async askAgain(tapped: Tapped, tool: Tool, context: ToolContext): Promise<ToolResult | undefined> {
    const { input } = JSON.parse(tapped.arguments) as Subject;
    try {
      return await this.askFirst.ask(tapped.agent, tool, checkArguments(tool, input), context);
    } catch (thrown) {
      if (thrown instanceof ToolError) return undefined; // what holds now allows no question: the model is told why it failed
      throw thrown;
    }
  }
}

interface Attempt {
  outcome: Outcome;
  effects: Pick<ToolResult, 'slots' | 'escalation'>;
}

function toResult({ isDone, content, said, parts }: Outcome, { summary }: Tapped): TapResult {
  const what = isDone ? 'It has just been done, with this result' : 'It was tried just now and was not done';
  return {
    note: `The person tapped "confirm" under this question: ${quote(summary)}. ${what}: ${quote(content)}.`,
    said,
    parts,
  };
}

/** The same turn again hears what it would have heard; a second tap hears what happened. */
function repeat(outcome: Outcome, tapped: Tapped, { turnId, language }: ToolContext): TapResult {
  if (outcome.turnId === turnId) return toResult(outcome, tapped);
  const before = outcome.isDone ? `${confirmationText('doneBefore', language)} ` : '';
  const note = `The person tapped a button again under this question: ${quote(tapped.summary)}. Nothing was done now. What had happened at the first tap: ${quote(outcome.content)}.`;
  return { note, said: `${before}${outcome.said}`, parts: [] };
}

function decline(tap: Choice, { summary }: Tapped, { language }: ToolContext): TapResult {
  const before = tap === 'confirmed' ? ' before, and taps "confirm" now: ask whether they want it after all' : '';
  const note = `The person said no to this question${before}: ${quote(summary)}. Nothing was done.`;
  const said = confirmationText(tap === 'confirmed' ? 'declinedBefore' : 'declined', language);
  return { note, said, parts: [] };
}

/** JSON in which nothing can end the context that it stands in. */
const quote = (value: unknown): string =>
  JSON.stringify(value ?? null)
    .replaceAll('<', '\\u003c')
    .slice(0, 6_000);
