import type { AnswerBlock, Message } from './message.js';

const smallestDelta = 48;
const mostDeltas = 24;

export const toEvent = (type: string, fields: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;

/** The events of a streamed answer. `rawToolInput` stands in for the JSON of tool calls. */
export function toEvents(message: Message, rawToolInput?: string): string[] {
  const { content, stop_reason, stop_sequence, stop_details, container, usage } = message;
  const opening = { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } };
  const events = [toEvent('message_start', { message: opening })];
  for (const [index, block] of content.entries()) {
    events.push(toEvent('content_block_start', { index, content_block: emptied(block) }));
    if (index === 0) events.push(toEvent('ping', {}));
    for (const delta of deltasOf(block, rawToolInput)) events.push(toEvent('content_block_delta', { index, delta }));
    events.push(toEvent('content_block_stop', { index }));
  }
  events.push(
    toEvent('message_delta', {
      delta: { stop_reason, stop_sequence, stop_details, container },
      usage: {
        input_tokens: usage.input_tokens,
        output_tokens: usage.output_tokens,
        cache_creation_input_tokens: usage.cache_creation_input_tokens,
        cache_read_input_tokens: usage.cache_read_input_tokens,
        output_tokens_details: usage.output_tokens_details,
        server_tool_use: null,
      },
    }),
    toEvent('message_stop', {}),
  );
  return events;
}

function emptied(block: AnswerBlock): AnswerBlock {
  switch (block.type) {
    case 'text':
      return { ...block, text: '' };
    case 'tool_use':
      return { ...block, input: {} };
    case 'thinking':
      return { ...block, thinking: '', signature: '' };
    default:
      return block;
  }
}

function deltasOf(block: AnswerBlock, rawToolInput?: string): object[] {
  switch (block.type) {
    case 'text':
      return piecesOf(block.text).map((text) => ({ type: 'text_delta', text }));
    case 'tool_use':
      return fragmentsOf(rawToolInput ?? JSON.stringify(block.input)).map((partial_json) => ({
        type: 'input_json_delta',
        partial_json,
      }));
    case 'thinking': {
      const thoughts = block.thinking ? [{ type: 'thinking_delta', thinking: block.thinking }] : [];
      return [...thoughts, { type: 'signature_delta', signature: block.signature }];
    }
    default:
      return [];
  }
}

/** A text in a few pieces, never through the middle of a character. */
function piecesOf(text: string): string[] {
  const size = Math.max(smallestDelta, Math.ceil(text.length / mostDeltas));
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + size, text.length);
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

/** JSON cut where it hurts a naive parser: behind a backslash, between the digits of a number, inside a word. */
function fragmentsOf(json: string): string[] {
  return ['', ...(json.match(/[^\\\d]{0,11}(?:\\|\d|[^\\\d])/gs) ?? [])];
}
