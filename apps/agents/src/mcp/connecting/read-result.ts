import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';

/** What a tool has answered, without secrets and of bounded size. */
export interface McpAnswer {
  text: string;
  isError: boolean;
  /** The result as a value, for what takes it back; undefined for plain words. */
  value?: unknown;
}

/** A value that a compensation can read fields of. */
const mostValueLength = 100_000;

export function readResult(
  { content, structuredContent, isError = false }: CallToolResult,
  mostBytes: number,
  redact: (text: string) => string,
): McpAnswer {
  const words = content.map(toWords).filter(Boolean).join('\n');
  const clean = redact((words || JSON.stringify(structuredContent ?? null)).toWellFormed().replaceAll('\0', ''));
  const structured = structuredContent ? redact(JSON.stringify(structuredContent)) : clean;
  const value = structured.length <= mostValueLength ? parse(structured) : undefined;
  return { text: cut(clean, mostBytes), isError, ...(value !== undefined && { value }) };
}

function toWords(part: CallToolResult['content'][number]): string {
  if (part.type === 'text') return part.text;
  if (part.type === 'resource_link') return `[link ${part.uri}]`;
  if (part.type === 'resource')
    return 'text' in part.resource ? part.resource.text : `[${part.resource.mimeType ?? 'file'}, left out]`;
  return `[${part.mimeType}, ${part.data.length} characters of Base64, left out]`;
}

/** At most so many bytes of UTF-8, and never half a character. */
export function cut(text: string, mostBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= mostBytes) return text;
  let end = mostBytes;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end -= 1;
  return `${bytes.toString('utf8', 0, end)} … (cut: ${bytes.length - end} bytes more)`;
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // words
  }
}
