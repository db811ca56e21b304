import { type Block, type MessageRequest, type Tool, toBlocks } from '../wire/message-request.js';

const bytesPerToken = 2.5;
const imageTokens = 1_600;
const messageTokens = 4;

/** Deterministic: bytes, so that scripts with fewer letters a word cost more, as they do with the API. */
export const countText = (text: string): number => Math.ceil(Buffer.byteLength(text) / bytesPerToken);

export function countBlock(block: Block): number {
  switch (block.type) {
    case 'text':
      return countText(block.text!);
    case 'image':
      return imageTokens;
    case 'thinking':
    case 'redacted_thinking':
      return 0;
    default:
      return countText(JSON.stringify(block));
  }
}

/** A tool as it counts and as it is recognised: written once for a request, which looks at it three times. */
export interface WrittenTool {
  text: string;
  tokens: number;
}

const written = new WeakMap<Tool, WrittenTool>();

export function writeTool(tool: Tool): WrittenTool {
  const before = written.get(tool);
  if (before) return before;
  const text = JSON.stringify(tool.cache_control ? { ...tool, cache_control: undefined } : tool);
  const value = { text, tokens: countText(text) };
  written.set(tool, value);
  return value;
}

export function countRequest({ tools = [], system, messages }: MessageRequest): number {
  let tokens = 0;
  for (const tool of tools) tokens += writeTool(tool).tokens;
  for (const block of toBlocks(system ?? [])) tokens += countBlock(block);
  for (const { content } of messages) {
    tokens += messageTokens;
    for (const block of toBlocks(content)) tokens += countBlock(block);
  }
  return tokens;
}
