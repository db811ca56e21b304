import { findCut } from './find-cut.js';

/** WhatsApp's limit for one text, in UTF-16 units: the stricter way to count. */
export const MAX_TEXT = 4_096;
const FENCE = '```';

/**
 * Cuts a text into parts of at most `limit` units, marks included. A single part carries no mark; several begin with a line
 * such as "[1/3]". A code block that must be cut is closed and opened again.
 */
export function splitText(text: string, limit = MAX_TEXT): string[] {
  if (text.length <= limit) return [text];
  for (let digits = 1; ; digits += 1) {
    const parts = cutAll(text, limit - markOf(10 ** digits - 1, 10 ** digits - 1).length);
    if (`${parts.length}`.length > digits) continue;
    return parts.length === 1 ? parts : parts.map((part, index) => markOf(index + 1, parts.length) + part);
  }
}

const markOf = (part: number, parts: number): string => `[${part}/${parts}]\n`;

function cutAll(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const { at, isInCode } = findCut(rest, max - FENCE.length - 1);
    const head = rest.slice(0, at).trimEnd();
    const tail = rest.slice(at);
    parts.push(isInCode ? `${head}\n${FENCE}` : head);
    rest = isInCode ? `${FENCE}\n${tail.replace(/^\n/, '')}` : tail.trimStart();
  }
  parts.push(rest);
  return parts.filter((part) => part.length > 0);
}
