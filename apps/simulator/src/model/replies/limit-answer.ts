import { countText } from '../accounting/count-tokens.js';
import type { AnswerBlock, Message } from '../wire/message.js';
import type { MessageRequest } from '../wire/message-request.js';

/** Ends an answer at a stop sequence and at `max_tokens`, which thinking uses up first. */
export function limitAnswer(
  message: Message,
  { max_tokens: limit, stop_sequences: stops = [] }: MessageRequest,
): Message {
  const stopped = stops.length > 0 ? stopAt(message, stops) : message;
  if (limit > 0 && stopped.usage.output_tokens <= limit) return stopped;
  let left = limit - stopped.usage.output_tokens_details.thinking_tokens;
  const content: AnswerBlock[] = [];
  for (const block of stopped.content) {
    if (block.type === 'thinking') content.push(block);
    if (block.type !== 'text' || left <= 0) continue;
    const text = cutToTokens(block.text, left);
    left -= countText(text);
    if (text) content.push({ ...block, text });
  }
  const thinking_tokens = Math.min(limit, stopped.usage.output_tokens_details.thinking_tokens);
  return {
    ...stopped,
    content,
    stop_reason: 'max_tokens',
    usage: { ...stopped.usage, output_tokens: limit, output_tokens_details: { thinking_tokens } },
  };
}

function stopAt(message: Message, stops: string[]): Message {
  for (const [index, block] of message.content.entries()) {
    if (block.type !== 'text') continue;
    const found = stops
      .map((stop) => ({ stop, at: block.text.indexOf(stop) }))
      .filter(({ at }) => at >= 0)
      .toSorted((one, other) => one.at - other.at)[0];
    if (!found) continue;
    const content = [...message.content.slice(0, index), { ...block, text: block.text.slice(0, found.at) }];
    return { ...message, content, stop_reason: 'stop_sequence', stop_sequence: found.stop };
  }
  return message;
}

/** The longest prefix that costs at most `tokens`, not through the middle of a character. */
function cutToTokens(text: string, tokens: number): string {
  if (countText(text) <= tokens) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countText(text.slice(0, middle)) <= tokens) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low).replace(/[\ud800-\udbff]$/, '');
}
