import type { FastifyReply } from 'fastify';
import { byteRange } from './byte-range.js';
import type { MediaFile } from './media.repository.js';

/** The bytes of a file, or the part that was asked for; sets the head of the answer. Browsers must neither guess its type nor run it. */
export function sliceMedia(
  reply: FastifyReply,
  { bytes, mimeType, filename }: MediaFile,
  rangeHeader?: string,
): Buffer {
  void reply.headers({
    'accept-ranges': 'bytes',
    'content-type': mimeType,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': dispositionOf(mimeType, filename),
  });
  const range = byteRange(rangeHeader, bytes.length);
  if (range === undefined) return bytes;
  if (range === 'unsatisfiable') {
    void reply.status(416).header('content-range', `bytes */${bytes.length}`);
    return Buffer.alloc(0);
  }
  const { first, last } = range;
  void reply.status(206).header('content-range', `bytes ${first}-${last}/${bytes.length}`);
  return bytes.subarray(first, last + 1);
}

function dispositionOf(mimeType: string, filename: string | undefined): string {
  const kind = /^(image|audio|video)\//.test(mimeType) && !mimeType.includes('svg') ? 'inline' : 'attachment';
  return filename ? `${kind}; filename*=UTF-8''${encodeURIComponent(filename)}` : kind;
}
