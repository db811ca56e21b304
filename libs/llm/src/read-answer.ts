import type Anthropic from '@anthropic-ai/sdk';
import { AppError } from '#libs/errors';
import type { AnswerBlocks, BlockCollector } from './answer-blocks.js';
import { TextRepair } from './text-repair.js';

export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

export interface ModelAnswer {
  model: string;
  /** end_turn, max_tokens, … as the API names it; unknown ones are passed on. */
  stopReason: string;
  usage: ModelUsage;
  /** With a collector. Tools are asked for only when the stop reason is tool_use. */
  blocks?: AnswerBlocks;
}

export interface AnswerListener {
  /** The API has begun to answer, with this model. */
  onStart?: (model: string) => void;
  onText: (text: string) => void;
}

/** Longer answers are cut here; no agent says this much to a person. */
export const maxAnswerLength = 100_000;

/**
 * Reads a stream to its end and passes its text on as it comes. Blocks are told apart by type: thinking comes first, and
 * kinds that are not known yet are skipped.
 * @throws AppError MODEL_UNAVAILABLE when the stream ended without its last event, MODEL_REFUSED, and without a collector
 * MODEL_EMPTY: with tools, earlier rounds may have said everything
 */
export async function readAnswer(
  stream: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  { onStart, onText }: AnswerListener,
  collector?: BlockCollector,
): Promise<ModelAnswer> {
  const usage: ModelUsage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const repair = new TextRepair();
  let [model, stopReason, category, length, hasWords, isComplete] = ['', '', '', 0, false, false];
  const pass = (text: string) => {
    const kept = text.slice(0, maxAnswerLength - length);
    length += kept.length;
    hasWords ||= kept.trim() !== '';
    if (kept) onText(kept.toWellFormed());
  };
  for await (const event of stream) {
    switch (event.type) {
      case 'message_start':
        model = event.message.model;
        onStart?.(model);
        countTokens(usage, event.message.usage);
        break;
      case 'content_block_start':
        collector?.start(event.index, event.content_block);
        break;
      case 'content_block_delta':
        collector?.add(event.index, event.delta);
        if (event.delta.type === 'text_delta') pass(repair.push(event.delta.text));
        break;
      case 'message_delta':
        stopReason = event.delta.stop_reason ?? '';
        category = event.delta.stop_details?.category ?? '';
        countTokens(usage, event.usage);
        break;
      case 'message_stop':
        isComplete = true;
        break;
    }
    if (length < maxAnswerLength) continue;
    return { model, stopReason: 'max_tokens', usage }; // leaving the loop ends the request
  }
  if (!isComplete) throw new AppError('MODEL_UNAVAILABLE', { message: 'the stream ended before its last event' });
  if (stopReason === 'refusal') throw new AppError('MODEL_REFUSED', { metadata: { category } });
  pass(repair.end());
  const blocks = collector?.end();
  if (!hasWords && !blocks) throw new AppError('MODEL_EMPTY', { metadata: { stopReason } });
  return { model, stopReason, usage, ...(blocks && { blocks }) };
}

/** Counts are cumulative: later ones replace earlier ones. Fields may be null, or absent with other servers. */
function countTokens(usage: ModelUsage, counted: Partial<Anthropic.MessageDeltaUsage> | undefined): void {
  usage.inputTokens = counted?.input_tokens ?? usage.inputTokens;
  usage.outputTokens = counted?.output_tokens ?? usage.outputTokens;
  usage.cacheReadTokens = counted?.cache_read_input_tokens ?? usage.cacheReadTokens;
  usage.cacheWriteTokens = counted?.cache_creation_input_tokens ?? usage.cacheWriteTokens;
}
