import { Attachment, type Media } from '#libs/contracts';
import type { ReadFile } from '../media/media-reader.service.js';

export interface FileOfTurn {
  media: Media;
  file: ReadFile;
}

/** With more pictures in one request a model takes only small ones. */
const MAX_FILES = 20;
/** A third more as base64, and far below what a gRPC message may hold. */
const MAX_TOTAL_BYTES = 16 * 1024 * 1024;

/** The files that a model gets, in their order. Those beyond the limits become problems of their own. */
export function collectAttachments(files: FileOfTurn[]): { attachments: Attachment[]; files: FileOfTurn[] } {
  const attachments: Attachment[] = [];
  let total = 0;
  const judged = files.map((entry): FileOfTurn => {
    const { media, file } = entry;
    if (file.kind !== 'file') return entry;
    if (attachments.length === MAX_FILES || total + file.bytes.length > MAX_TOTAL_BYTES) {
      return { media, file: { kind: 'problem', problem: 'too_many' } };
    }
    total += file.bytes.length;
    attachments.push(Attachment.create({ mimeType: file.mimeType, data: file.bytes, filename: media.filename }));
    return entry;
  });
  return { attachments, files: judged };
}
