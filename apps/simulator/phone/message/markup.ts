import { type Inline, parseInline } from './parse-inline.js';

export type Block =
  | { type: 'lines'; lines: Inline[][] }
  | { type: 'quote'; lines: Inline[][] }
  | { type: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { type: 'code'; text: string };

const FENCE = '```';
const bullet = /^[-*•] (?=\S)/u;
const number = /^(\d{1,3})[.)] (?=\S)/u;

/** A WhatsApp text as blocks: plain lines, quotes, lists, and code between triple backticks. */
export function parseMarkup(text: string): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  for (let open = text.indexOf(FENCE); open >= 0; open = text.indexOf(FENCE, at)) {
    const close = text.indexOf(FENCE, open + FENCE.length);
    if (close < 0) break;
    const code = text.slice(open + FENCE.length, close).replace(/^\n|\n$/gu, '');
    parseLines(trimBreaks(text.slice(at, open)), blocks);
    if (code.trim() !== '') blocks.push({ type: 'code', text: code });
    at = close + FENCE.length;
  }
  parseLines(at > 0 ? trimBreaks(text.slice(at)) : text, blocks);
  return blocks;
}

/** The line breaks that set a code block apart are not shown twice. */
const trimBreaks = (text: string) => text.replace(/^\n/u, '').replace(/\n$/u, '');

function parseLines(text: string, blocks: Block[]): void {
  if (text === '') return;
  for (const line of text.split('\n')) addLine(line, blocks);
}

function addLine(line: string, blocks: Block[]): void {
  const last = blocks.at(-1);
  if (line.startsWith('> ') || line === '>') {
    const inlines = parseInline(line.slice(2));
    if (last?.type === 'quote') last.lines.push(inlines);
    else blocks.push({ type: 'quote', lines: [inlines] });
    return;
  }
  const numbered = number.exec(line);
  const prefix = numbered?.[0] ?? bullet.exec(line)?.[0];
  if (prefix !== undefined) {
    const item = parseInline(line.slice(prefix.length));
    const ordered = numbered !== null;
    if (last?.type === 'list' && last.ordered === ordered) last.items.push(item);
    else blocks.push({ type: 'list', ordered, start: Number(numbered?.[1] ?? 1), items: [item] });
    return;
  }
  const inlines = parseInline(line);
  if (last?.type === 'lines') last.lines.push(inlines);
  else blocks.push({ type: 'lines', lines: [inlines] });
}

/** The words of a text without its markers. */
export function plainText(text: string): string {
  return parseMarkup(text).map(plainBlock).join('\n');
}

function plainBlock(block: Block): string {
  if (block.type === 'code') return block.text;
  const lines = block.type === 'list' ? block.items : block.lines;
  return lines.map((line) => line.map(plainInline).join('')).join('\n');
}

function plainInline(inline: Inline): string {
  return 'children' in inline ? inline.children.map(plainInline).join('') : inline.text;
}
