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

export const countTool = (tool: Tool): number => countText(JSON.stringify(tool));

export function countRequest({ tools = [], system, messages }: MessageRequest): number {
  let tokens = 0;
  for (const tool of tools) tokens += countTool(tool);
  for (const block of toBlocks(system ?? [])) tokens += countBlock(block);
  for (const { content } of messages) {
    tokens += messageTokens;
    for (const block of toBlocks(content)) tokens += countBlock(block);
  }
  return tokens;
}
