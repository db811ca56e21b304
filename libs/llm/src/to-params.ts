import type Anthropic from '@anthropic-ai/sdk';
import type { ModelCall } from './model-call.js';
import type { ModelFile, ModelPrompt, ModelRound } from './model-prompt.js';

type Message = Anthropic.MessageParam;
type Block = Anthropic.ContentBlockParam;
type Turn = ModelPrompt['turns'][number];

const cached = { cache_control: { type: 'ephemeral' } } as const;

/** The body of a request. With tools the conversation is cached too: the next round sends all of it again. */
export function toParams(model: string, call: ModelCall): Anthropic.MessageCreateParamsStreaming {
  const { system, turns, rounds = [] } = call.prompt;
  const messages: Message[] = [...turns.map(toMessage), ...rounds.flatMap(toMessages)];
  return {
    model,
    max_tokens: call.maxTokens,
    system: system.map((text) => ({ type: 'text', text, ...cached })),
    messages: call.tools ? withBreakpoint(messages) : messages,
    ...(call.tools && { tools: [...call.tools] }),
    ...(call.tools && call.mustAnswer && { tool_choice: { type: 'none' } }),
    output_config: {
      effort: call.effort,
      ...(call.schema && { format: { type: 'json_schema' as const, schema: call.schema } }),
    },
    ...(call.thinking && { thinking: { type: call.thinking } }),
    ...(call.userHash && { metadata: { user_id: call.userHash } }),
    stream: true,
  };
}

function toMessage({ role, texts, files = [] }: Turn): Message {
  if (texts.length === 1 && files.length === 0) return { role, content: texts[0]! };
  return { role, content: [...files.map(toBlock), ...texts.map((text): Block => ({ type: 'text', text }))] };
}

function toMessages({ said, results, note }: ModelRound): Message[] {
  const content = results.map(({ id, content, isError }): Block => ({
    type: 'tool_result',
    tool_use_id: id,
    content,
    ...(isError && { is_error: true }),
  }));
  if (note) content.push({ type: 'text', text: note });
  return [
    { role: 'assistant', content: [...said] },
    { role: 'user', content },
  ];
}

function toBlock({ mimeType, data, title }: ModelFile): Block {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const name = title && { title: title.toWellFormed().slice(0, 200) };
  if (mimeType === 'text/plain')
    return {
      type: 'document',
      source: { type: 'text', media_type: mimeType, data: bytes.toString('utf8').replaceAll('\0', '') },
      ...name,
    };
  const base64 = bytes.toString('base64');
  if (mimeType === 'application/pdf')
    return { type: 'document', source: { type: 'base64', media_type: mimeType, data: base64 }, ...name };
  return { type: 'image', source: { type: 'base64', media_type: mimeType, data: base64 } };
}

/** Marks the last block of the last message, which is the person's or a tool's: never one of the model's. */
function withBreakpoint(messages: Message[]): Message[] {
  const { content } = messages.at(-1)!;
  const blocks: Block[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  const marked = { ...blocks.at(-1)!, ...cached } as Block;
  return [...messages.slice(0, -1), { role: 'user', content: [...blocks.slice(0, -1), marked] }];
}
