import { type Media, MediaKind } from '#libs/contracts';

/** What Parley does with a file: shows it to the model, listens to it, reads it as text, or only says that it came. */
export type MediaUse = 'picture' | 'speech' | 'pdf' | 'text' | 'none';

const MB = 1024 * 1024;

/** Largest file of each use; larger ones are not downloaded to their end. */
export const maxBytesOf: Record<Exclude<MediaUse, 'none'>, number> = {
  picture: 3.75 * MB, // the model API takes 5 MB of base64
  speech: 16 * MB,
  pdf: 10 * MB,
  text: 1 * MB,
};

const textEndings = /\.(txt|md|markdown|csv|tsv|json|log|ya?ml)$/i;

/** Videos, stickers and office files are of no use to a model that takes pictures, PDF and text: they are named, not fetched. */
export function useOf({ kind, mimeType, filename }: Media): MediaUse {
  switch (kind) {
    case MediaKind.MEDIA_KIND_IMAGE:
      return 'picture';
    case MediaKind.MEDIA_KIND_AUDIO:
    case MediaKind.MEDIA_KIND_VOICE:
      return 'speech';
    case MediaKind.MEDIA_KIND_DOCUMENT:
      return useOfDocument(mimeType.split(';')[0]!.trim().toLowerCase(), filename);
    default:
      return 'none';
  }
}

function useOfDocument(mimeType: string, filename: string): MediaUse {
  if (mimeType === 'application/pdf') return 'pdf';
  if (['image/jpeg', 'image/png', 'image/webp'].includes(mimeType)) return 'picture'; // sent "as a file" to keep its quality
  if (mimeType.startsWith('text/') || mimeType === 'application/json') return 'text';
  if (mimeType === 'application/octet-stream' || mimeType === '') {
    if (/\.pdf$/i.test(filename)) return 'pdf';
    if (textEndings.test(filename)) return 'text';
  }
  return 'none';
}
