import type Anthropic from '@anthropic-ai/sdk';
import type { ModelToolCall } from './model-prompt.js';

type Block = Anthropic.ContentBlockParam;
type Start = Anthropic.RawContentBlockStartEvent['content_block'];
type Delta = Anthropic.RawContentBlockDelta;

/** What a run without tools costs nothing for: the blocks of an answer as they must be given back in the next round. */
export interface AnswerBlocks {
  said: readonly Block[];
  toolCalls: readonly ModelToolCall[];
}

/** Longer arguments are none: they are cut here, and then no JSON. A whole page fits. */
const longestInput = 300_000;

/**
 * Puts the blocks of a stream together. Unlike the SDK's own reader it survives arguments that are no JSON, so that the
 * model can be told; and kinds of blocks that are not known yet, which it leaves out.
 */
export class BlockCollector {
  private readonly blocks = new Map<number, { block: Block; json: string }>();

  start(index: number, block: Start): void {
    switch (block.type) {
      case 'text':
        return this.open(index, { type: 'text', text: block.text });
      case 'thinking':
        return this.open(index, { type: 'thinking', thinking: block.thinking, signature: block.signature });
      case 'redacted_thinking':
        return this.open(index, { type: 'redacted_thinking', data: block.data });
      case 'tool_use':
        return this.open(index, { type: 'tool_use', id: block.id, name: block.name, input: block.input });
    }
  }

  add(index: number, delta: Delta): void {
    const open = this.blocks.get(index);
    if (!open) return;
    const { block } = open;
    if (delta.type === 'text_delta' && block.type === 'text') block.text += delta.text;
    else if (delta.type === 'thinking_delta' && block.type === 'thinking') block.thinking += delta.thinking;
    else if (delta.type === 'signature_delta' && block.type === 'thinking') block.signature += delta.signature;
    else if (delta.type === 'input_json_delta' && open.json.length < longestInput) open.json += delta.partial_json;
  }

  end(): AnswerBlocks {
    const toolCalls: ModelToolCall[] = [];
    const said: Block[] = [];
    for (const { block, json } of this.blocks.values()) {
      if (block.type === 'text') {
        if (block.text.trim()) said.push({ ...block, text: block.text.toWellFormed() }); // the API refuses empty ones
      } else if (block.type === 'tool_use') {
        const input = json ? toObject(json) : toObject(JSON.stringify(block.input ?? {}));
        toolCalls.push({ id: block.id, name: block.name, input });
        said.push({ ...block, input: input ?? {} });
      } else said.push(block);
    }
    return { said, toolCalls };
  }

  private open(index: number, block: Block): void {
    this.blocks.set(index, { block, json: '' });
  }
}

function toObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
