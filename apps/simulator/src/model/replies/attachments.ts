import { type Block, isObject } from '../wire/message-request.js';

/** A file that came with what the person wrote. */
export interface Attachment {
  kind: 'image' | 'document';
  /** Such as JPEG or PDF. */
  format: string;
  /** Undefined when only its address was sent. */
  bytes: number | undefined;
}

export const toAttachments = (blocks: Block[]): Attachment[] =>
  blocks.flatMap(({ type, source }) => (type === 'image' || type === 'document' ? [toAttachment(type, source)] : []));

function toAttachment(kind: Attachment['kind'], source: unknown): Attachment {
  const { type, media_type: mediaType, data } = isObject(source) ? source : {};
  const format = typeof mediaType === 'string' ? mediaType.split('/')[1]!.replace('plain', 'txt').toUpperCase() : '?';
  if (typeof data !== 'string') return { kind, format, bytes: undefined };
  const bytes = type === 'base64' ? Math.floor((data.replace(/=+$/, '').length * 3) / 4) : Buffer.byteLength(data);
  return { kind, format, bytes };
}

const units = ['B', 'kB', 'MB'];

export function formatSize(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${Math.round(size)} ${units[unit]}`;
}
