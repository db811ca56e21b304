import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';
import { BadFile } from './file-problem.js';
import type { MediaUse } from './media-use.js';

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp']);
/** Containers of sound as recorders make them; MP4, WebM and 3GP hold sound alone as well as video. */
const sounds = /^audio\/|^application\/ogg$|^video\/(mp4|webm|3gpp|ogg)$/;

/** A longer side than the model API takes, and more pixels than are decoded for anybody. */
const MAX_SIDE = 8_000;
const MAX_PIXELS = 40_000_000;

/**
 * What a file really is, by its bytes. What was declared decides only what it may be: a program called a photo is refused.
 * @throws BadFile wrong_type, damaged or protected
 */
export async function checkFile(use: Exclude<MediaUse, 'none'>, bytes: Buffer): Promise<string> {
  if (bytes.length === 0) throw new BadFile('damaged');
  if (use === 'text') return checkText(bytes);
  const mimeType = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  switch (use) {
    case 'picture':
      if (!pictures.has(mimeType)) throw new BadFile('wrong_type');
      checkPicture(bytes);
      return mimeType;
    case 'speech':
      if (!sounds.test(mimeType)) throw new BadFile('wrong_type');
      return mimeType.replace(/^(video|application)\//, 'audio/');
    case 'pdf':
      if (mimeType !== 'application/pdf') throw new BadFile('wrong_type');
      if (isProtected(bytes)) throw new BadFile('protected');
      return mimeType;
  }
}

function checkPicture(bytes: Buffer): void {
  const { width, height } = sizeOf(bytes);
  if (!width || !height) throw new BadFile('damaged');
  if (Math.max(width, height) > MAX_SIDE || width * height > MAX_PIXELS) throw new BadFile('too_large');
}

function sizeOf(bytes: Buffer): { width?: number; height?: number } {
  try {
    return imageSize(bytes);
  } catch {
    throw new BadFile('damaged');
  }
}

/** The dictionary that names the password stands at the end, or at the beginning of a linearised file. */
const isProtected = (bytes: Buffer): boolean =>
  [bytes.subarray(-4_096), bytes.subarray(0, 4_096)].some((part) => part.includes('/Encrypt'));

/** Text has no magic bytes: it is valid UTF-8 without NUL, or bytes of an older encoding that are no file that is known. */
async function checkText(bytes: Buffer): Promise<string> {
  if (bytes.includes(0) || (!isUtf8(bytes) && (await fileTypeFromBuffer(bytes)))) throw new BadFile('wrong_type');
  return 'text/plain';
}
