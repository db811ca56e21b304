import { type MessageRequest, toBlocks } from '../wire/message-request.js';
import type { Match } from './script.schema.js';

/** What scripts and faults can be matched on. */
export interface RequestFacts {
  model: string;
  system: string;
  agent: string;
  text: string;
  toolResult: string;
}

export const noFacts: RequestFacts = { model: '', system: '', agent: '', text: '', toolResult: '' };

export function toRequestFacts({ model, system, messages }: MessageRequest): RequestFacts {
  const systemText = toBlocks(system ?? [])
    .map(({ text }) => text)
    .join('\n');
  const last = messages.findLast(({ role }) => role === 'user');
  const blocks = toBlocks(last?.content ?? []);
  return {
    model,
    system: systemText,
    agent: /<agent name="([^"]+)">/.exec(systemText)?.[1] ?? '',
    text: blocks.findLast(({ type }) => type === 'text')?.text ?? '',
    toolResult: blocks
      .filter(({ type }) => type === 'tool_result')
      .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content ?? '')))
      .join('\n'),
  };
}

export function matchesFacts(match: Match, facts: RequestFacts): boolean {
  if (match.agent !== undefined && match.agent !== facts.agent) return false;
  if (match.model !== undefined && match.model !== facts.model) return false;
  return (['system', 'text', 'toolResult'] as const).every(
    (part) => match[part] === undefined || facts[part].toLowerCase().includes(match[part].toLowerCase()),
  );
}
