import { type Block, type MessageRequest, toBlocks } from '../wire/message-request.js';
import { detectLanguage, findNamedLanguage, type Language } from './detect-language.js';
import { normalize } from './normalize.js';

/** A request as the rules see it. */
export interface Conversation {
  language: Language;
  /** What the person wrote last, and the same in the form that patterns expect. */
  text: string;
  plain: string;
  /** What the person wrote before, oldest first. */
  earlier: string[];
  /** What was answered last. */
  lastAnswer: string;
  /** Results of tools that wait for an answer. */
  results: Block[];
  /** Nothing was answered yet. */
  isFirst: boolean;
}

const longestRemembered = 60;

export function toConversation({ system, messages }: MessageRequest): Conversation {
  const lastIndex = messages.findLastIndex(({ role }) => role === 'user');
  const last = toBlocks(messages[lastIndex]?.content ?? []);
  const results = last.filter(({ type }) => type === 'tool_result');
  const earlier: string[] = [];
  let lastAnswer = '';
  for (const { role, content } of messages.slice(Math.max(0, lastIndex - longestRemembered), lastIndex)) {
    const text = personText(toBlocks(content));
    if (role === 'user' && text) earlier.push(text);
    if (role === 'assistant' && text) lastAnswer = text;
  }
  // A message that only brings results continues with what the person asked before.
  const text = personText(last) ?? (results.length > 0 ? earlier.pop() : undefined) ?? '';
  return {
    language: languageOf(text, system, last, earlier),
    text,
    plain: normalize(text.slice(0, 2_000)),
    earlier,
    lastAnswer,
    results,
    isFirst: lastAnswer === '',
  };
}

/** The person's words are the last text of a message; what stands before is context. */
const personText = (blocks: Block[]): string | undefined => blocks.findLast(({ type }) => type === 'text')?.text;

/** A clear text decides; an unclear one stays with the conversation, then with what the context or the prompt names. */
function languageOf(text: string, system: MessageRequest['system'], last: Block[], earlier: string[]): Language {
  const own = detectLanguage(text);
  if (own?.isClear) return own.language;
  const before = earlier
    .toReversed()
    .map(detectLanguage)
    .filter((detection) => detection !== undefined);
  const spoken = before.find(({ isClear }) => isClear) ?? own ?? before[0];
  if (spoken) return spoken.language;
  for (const { text: instruction } of [...last.slice(0, -1), ...toBlocks(system ?? [])]) {
    const named = instruction ? findNamedLanguage(instruction) : undefined;
    if (named) return named;
  }
  return 'en';
}
