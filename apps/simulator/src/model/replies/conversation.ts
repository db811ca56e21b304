import {
  type Block,
  type JsonObject,
  isObject,
  type MessageRequest,
  toBlocks,
  type Turn,
} from '../wire/message-request.js';
import { type Attachment, toAttachments } from './attachments.js';
import { detectLanguage, findNamedLanguage, type Language } from './detect-language.js';
import { parseJson } from './parse-json.js';
import { normalize } from './normalize.js';

/** A tool that has run since the person wrote, with what it answered. */
export interface Step {
  name: string;
  input: JsonObject;
  /** JSON where it was JSON. */
  result: unknown;
  isError: boolean;
}

/** A request as the rules see it. */
export interface Conversation {
  language: Language;
  /** What the person wrote last, and the same in the form that patterns expect. */
  text: string;
  plain: string;
  /** What the person wrote before, oldest first. */
  earlier: string[];
  /** What the caller says about the turn, before the person's words. */
  context: string;
  /** What was answered last. */
  lastAnswer: string;
  attachments: Attachment[];
  /** Tools used for this message so far, in their order. */
  steps: Step[];
  /** Results of tools that wait for an answer. */
  results: Block[];
  /** Nothing was answered yet. */
  isFirst: boolean;
}

const longestRemembered = 60;
/** What the caller writes where a person sent something without words: in no language of theirs. */
const description = /^\[[^\n]*\]\n?/;

export function toConversation({ system, messages }: MessageRequest): Conversation {
  const lastIndex = messages.findLastIndex(({ role, content }) => role === 'user' && !hasResults(content));
  const last = toBlocks(messages[lastIndex]?.content ?? []);
  const rounds = messages.slice(lastIndex + 1);
  const results = toBlocks(rounds.at(-1)?.content ?? []).filter(({ type }) => type === 'tool_result');
  const earlier: string[] = [];
  let lastAnswer = '';
  for (const { role, content } of messages.slice(Math.max(0, lastIndex - longestRemembered), Math.max(0, lastIndex))) {
    if (hasResults(content)) continue;
    const text = personText(toBlocks(content));
    if (role === 'user' && text) earlier.push(text);
    if (role === 'assistant' && text) lastAnswer = text;
  }
  const text = personText(last) ?? '';
  return {
    language: languageOf(text, system, last, earlier),
    text,
    plain: normalize(text.slice(0, 2_000)),
    earlier,
    context: contextOf(last),
    lastAnswer,
    attachments: toAttachments(last),
    steps: toSteps(rounds),
    results,
    isFirst: lastAnswer === '',
  };
}

/** The person's words are the last text of a message; what stands before is context. */
const personText = (blocks: Block[]): string | undefined => blocks.findLast(({ type }) => type === 'text')?.text;

const contextOf = (blocks: Block[]): string =>
  blocks
    .filter(({ type }) => type === 'text')
    .slice(0, -1)
    .map(({ text }) => text)
    .join('\n');

/** A message that brings results is the caller's: a text in it is a note, not the person's words. */
const hasResults = (content: Turn['content']): boolean =>
  typeof content !== 'string' && content.some(({ type }) => type === 'tool_result');

function toSteps(rounds: Turn[]): Step[] {
  const answers = new Map<string, Block>();
  const blocks = rounds.flatMap(({ content }) => toBlocks(content));
  for (const block of blocks) if (block.type === 'tool_result') answers.set(block.tool_use_id!, block);
  return blocks
    .filter(({ type }) => type === 'tool_use')
    .map(({ id, name, input }) => {
      const { content, is_error: isError = false } = answers.get(id!) ?? {};
      return { name: name!, input: isObject(input) ? input : {}, result: parseResult(content), isError };
    });
}

function parseResult(content: Block['content']): unknown {
  const text = typeof content === 'string' ? content : (content ?? []).map((block) => block.text ?? '').join('\n');
  return /^\s*[[{]/.test(text) ? (parseJson(text) ?? text) : text;
}

/** A clear text decides; an unclear one has the language that the context names, then that of the conversation, then the prompt's. */
function languageOf(text: string, system: MessageRequest['system'], last: Block[], earlier: string[]): Language {
  const own = detectLanguage(text.replace(description, ''));
  if (own?.isClear) return own.language;
  const told = findNamed(last.slice(0, -1));
  if (told) return told;
  const before = earlier
    .toReversed()
    .map(detectLanguage)
    .filter((detection) => detection !== undefined);
  const spoken = before.find(({ isClear }) => isClear) ?? own ?? before[0];
  if (spoken) return spoken.language;
  return findNamed(toBlocks(system ?? [])) ?? 'en';
}

function findNamed(blocks: Block[]): Language | undefined {
  for (const { text } of blocks) {
    const named = text ? findNamedLanguage(text) : undefined;
    if (named) return named;
  }
  return undefined;
}
