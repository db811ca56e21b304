import type { OutgoingMessage } from '../wire/phone-contract.js';
import { blobToDataUrl } from './blob-to-data-url.js';
import { toPicture } from './to-picture.js';

export type Attachment = Extract<OutgoingMessage, { kind: 'image' | 'document' | 'video' | 'sticker' }>;

/** WhatsApp's own limit for photos, videos and sounds. */
const MAX_BYTES = 16 * 1024 * 1024;

export type Problem = 'fileTooLarge' | 'fileUnreadable';

/** Reads a file that the person picked. Pictures become what WhatsApp takes: JPEG or PNG of a sensible size. */
export async function attachFile(file: File, as?: 'document'): Promise<Attachment | Problem> {
  if (file.size > MAX_BYTES) return 'fileTooLarge';
  try {
    if (as !== 'document' && file.type.startsWith('image/')) return { kind: 'image', dataUrl: await toPicture(file) };
    const kind = as !== 'document' && file.type === 'video/mp4' ? 'video' : 'document';
    return { kind, dataUrl: await blobToDataUrl(file), filename: file.name };
  } catch {
    return 'fileUnreadable';
  }
}
