import type { FaultKind } from '../scripting/fault-kinds.js';
import { type Message, textBlock } from '../wire/message.js';

const longAnswerLength = 20_000;
const sentence =
  'Esta es una respuesta muy larga que llega entera, con acentos y emojis 🙂 para que nadie cuente mal. ';

/** An answer as a faulty or unlucky model would give it. */
export function spoilAnswer(message: Message, fault: FaultKind): Message {
  const { content } = message;
  switch (fault) {
    case 'empty':
      return { ...message, content: [], stop_reason: 'end_turn' };
    case 'thinking-only':
      return { ...message, content: content.filter(({ type }) => type === 'thinking'), stop_reason: 'end_turn' };
    case 'refusal':
      return {
        ...message,
        content: [],
        stop_reason: 'refusal',
        stop_details: { type: 'refusal', category: 'general_harms', explanation: null },
      };
    case 'max_tokens':
      return {
        ...message,
        content: content.map((block) =>
          block.type === 'text' ? { ...block, text: block.text.slice(0, Math.ceil(block.text.length / 2)) } : block,
        ),
        stop_reason: 'max_tokens',
      };
    case 'long': {
      const text = sentence.repeat(Math.ceil(longAnswerLength / sentence.length)).slice(0, longAnswerLength);
      return {
        ...message,
        content: [...content.filter(({ type }) => type === 'thinking'), textBlock(text)],
        stop_reason: 'end_turn',
      };
    }
    case 'invalid-tool-json': {
      const calls = content.filter(({ type }) => type === 'tool_use');
      const call = {
        type: 'tool_use',
        id: `toolu_${message.id}`,
        name: 'lookup',
        input: {},
        caller: { type: 'direct' },
      } as const;
      return { ...message, content: calls.length > 0 ? calls : [call], stop_reason: 'tool_use' };
    }
    case 'unknown-stop-reason':
      return { ...message, stop_reason: 'solar_flare' };
    case 'unknown-block':
      return { ...message, content: [{ type: 'hologram', hologram: 'shimmering' }, ...content] };
    default:
      return message;
  }
}
