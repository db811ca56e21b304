import type { Attachment } from '#libs/contracts';
import type { ModelFile } from '#libs/llm';

const kinds: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  'text/plain',
] satisfies ModelFile['mimeType'][];

/** The API takes 32 MB, and base64 makes three bytes four. */
const largestTotal = 20 * 1024 * 1024;
const mostFiles = 20; // as many as a turn may have

/** The files that the model can look at, in their order; what is empty, of another kind, or too much is left out. */
export function toFiles(attachments: readonly Attachment[]): ModelFile[] {
  let left = largestTotal;
  const files: ModelFile[] = [];
  for (const { mimeType, data, filename } of attachments) {
    if (!kinds.includes(mimeType) || data.length === 0 || data.length > left || files.length === mostFiles) continue;
    left -= data.length;
    const title = filename.replace(/[\p{Cc}<>]/gu, ' ').trim();
    files.push({ mimeType: mimeType as ModelFile['mimeType'], data, ...(title && { title }) });
  }
  return files;
}
