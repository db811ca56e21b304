import { AppError } from '#libs/errors';

/** `data:audio/ogg; codecs=opus;base64,…` as its type and bytes. @throws AppError INVALID_REQUEST */
export function parseDataUrl(dataUrl: string): { mimeType: string; bytes: Buffer } {
  const comma = dataUrl.indexOf(',');
  const [, mimeType] = /^data:(.+);base64$/.exec(dataUrl.slice(0, Math.max(0, comma))) ?? [];
  if (!mimeType) throw new AppError('INVALID_REQUEST', { message: 'dataUrl must be a base64 data URL with a type' });
  return { mimeType, bytes: Buffer.from(dataUrl.slice(comma + 1), 'base64') };
}
