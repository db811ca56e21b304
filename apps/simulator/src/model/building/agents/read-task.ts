import { detectLanguage, type Language } from '../../replies/detect-language.js';
import { parseJson } from '../../replies/parse-json.js';
import { type Block, type MessageRequest, toBlocks } from '../../wire/message-request.js';

/** What stands in the task of a phase, however it is worded. */
export interface Task {
  /** The whole of what the caller wrote, without the system prompt. */
  text: string;
  /** The person's own words. */
  request: string;
  language: Language;
  /** What the person asked for since, oldest first. */
  changes: string[];
  /** Values between `<data name="…">`; JSON where it was JSON. */
  values: ReadonlyMap<string, unknown>;
  /** Files that are there, as the caller lists them; undefined when it does not. */
  files?: string[];
  /** Globs of what may be written; undefined when nothing is said of it. */
  writes?: string[];
}

/** Reads a request of an agent of a build: the state as elements, values between the marks of data. */
export function readTask({ messages }: MessageRequest): Task {
  const text = textOf(messages.find(({ role }) => role === 'user')?.content ?? []);
  const values = new Map<string, unknown>();
  for (const [, name = '', value = ''] of text.matchAll(/<data name="([^"]{1,100})">([^]*?)<\/data>/g)) {
    const plain = value.replaceAll('&lt;', '<').trim();
    values.set(name, /^[[{]/.test(plain) ? (parseJson(plain) ?? plain) : plain);
  }
  const request = requestOf(text, values);
  const files = elementOf(text, 'workspace');
  return {
    text,
    request,
    language: languageOf(text, request),
    changes: changesOf(text, values),
    values,
    ...(files !== undefined && { files: [...files.matchAll(/^(\S+) \(\d+ bytes\)/gm)].map(([, path]) => path!) }),
    ...writesOf(text),
  };
}

const textOf = (content: string | Block[]): string =>
  toBlocks(content)
    .flatMap(({ type, text }) => (type === 'text' && text ? [text] : []))
    .join('\n');

const elementOf = (text: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^]*?)</${name}>`).exec(text)?.[1];

function requestOf(text: string, values: ReadonlyMap<string, unknown>): string {
  const given = values.get('request');
  if (typeof given === 'string' && given) return given;
  const marked = elementOf(text, 'request') ?? elementOf(text, 'person');
  if (marked?.trim()) return marked.trim();
  const line = /^\s*(?:the |what the )?(?:person'?s? )?(?:request|question|wish|brief)\s*:\s*(.+)$/im.exec(text)?.[1];
  return (line ?? text.replace(/<(context|workspace|messages)>[^]*?<\/\1>/g, '')).trim();
}

function languageOf(text: string, request: string): Language {
  const named =
    /^(?:.*\b(?:in|en|em) )?(english|ingl[eé]s|spanish|español|castellano|espanhol|portugu[eé]s|portuguese|português)\b/im.exec(
      request.split('\n').find((line) => /\b(?:in|en|em) (?:engl|ingl|span|espa|cast|port)/i.test(line)) ?? '',
    )?.[1];
  if (named) return /^(?:eng|ing)/i.test(named) ? 'en' : /^port/i.test(named) ? 'pt' : 'es';
  const told =
    /\blanguage(?: of the person)?[^:\n]{0,60}:\s*"?(es|en|pt)\b/i.exec(text)?.[1] ??
    /\b(?:in|the) language "?(es|en|pt)\b/i.exec(text)?.[1];
  if (told) return told.toLowerCase() as Language;
  return detectLanguage(request)?.language ?? 'en';
}

function changesOf(text: string, values: ReadonlyMap<string, unknown>): string[] {
  const given = values.get('changes') ?? elementOf(text, 'changes') ?? '';
  if (Array.isArray(given)) return given.filter((one) => typeof one === 'string');
  if (typeof given !== 'string') return [];
  return given
    .split(/\n(?=- )/)
    .map((line) => line.replace(/^- /, '').trim())
    .filter(Boolean);
}

function writesOf(text: string): { writes?: string[] } {
  if (/You may write no files/i.test(text)) return { writes: [] };
  const said = /Files that you may write: ([^\n]+?)\.?$/m.exec(text)?.[1];
  return said ? { writes: said.split(', ') } : {};
}
