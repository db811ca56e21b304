import { findLink } from './find-link.js';

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; text: string }
  | { type: 'bold' | 'italic' | 'strike'; children: Inline[] };

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Marker = keyof typeof styles;

const isMarker = (character: string): character is Marker => Object.hasOwn(styles, character);
const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
const isSpace = (character: string | undefined) => character === undefined || /\s/u.test(character);

/**
 * WhatsApp's styles within one line. A marker opens after a border and before a non-space, and closes after a
 * non-space and before a border. Takes time linear in the line: a marker that found no partner once is not looked for
 * again in this line.
 */
export function parseInline(line: string): Inline[] {
  const parts: Inline[] = [];
  const hopeless = new Set<string>();
  let plainFrom = 0;
  let at = 0;

  const push = (part: Inline, end: number) => {
    if (at > plainFrom) parts.push({ type: 'text', text: line.slice(plainFrom, at) });
    parts.push(part);
    at = end;
    plainFrom = end;
  };

  while (at < line.length) {
    const character = line[at] ?? '';
    const isBorder = !isWord(line[at - 1]);
    if (character === '`') {
      const end = hopeless.has(character) ? -1 : line.indexOf('`', at + 1);
      if (end < 0) hopeless.add(character);
      if (end > at + 1 && line.slice(at + 1, end).trim() !== '') {
        push({ type: 'code', text: line.slice(at + 1, end) }, end + 1);
        continue;
      }
    } else if (isMarker(character) && isBorder && !isSpace(line[at + 1]) && !hopeless.has(character)) {
      const end = findCloser(line, character, at + 1);
      if (end < 0) hopeless.add(character);
      else {
        push({ type: styles[character], children: parseInline(line.slice(at + 1, end)) }, end + 1);
        continue;
      }
    } else if (isBorder && isWord(character)) {
      const link = findLink(line, at);
      if (link) {
        push({ type: 'link', ...link }, at + link.text.length);
        continue;
      }
    }
    at += 1;
  }
  if (line.length > plainFrom) parts.push({ type: 'text', text: line.slice(plainFrom) });
  return parts;
}

function findCloser(line: string, marker: Marker, from: number): number {
  for (let at = line.indexOf(marker, from); at >= 0; at = line.indexOf(marker, at + 1)) {
    const isEmpty = at === from;
    if (!isEmpty && !isSpace(line[at - 1]) && !isWord(line[at + 1])) return at;
  }
  return -1;
}
