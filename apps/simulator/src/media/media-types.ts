import type { MediaType } from '../graph/sending/outbound-payload.js';

interface MediaClass {
  mimeTypes: readonly string[];
  maxBytes: number;
}

const KB = 1_024;
const MB = 1_024 * KB;

/** What the business may send, by type of message. */
export const mediaClasses: Readonly<Record<MediaType, MediaClass>> = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  audio: { mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], maxBytes: 16 * MB },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * KB },
  document: {
    mimeTypes: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    maxBytes: 100 * MB,
  },
};

/** People may send anything up to this size. */
export const MAX_INBOUND_BYTES = 100 * MB;

/** `audio/ogg; codecs=opus` → `audio/ogg`. */
export const bareMimeType = (mimeType: string): string => mimeType.split(';')[0]!.trim().toLowerCase();

/** The class a MIME type can be uploaded as, if any. */
export const mediaClassOf = (mimeType: string): MediaClass | undefined =>
  Object.values(mediaClasses).find(({ mimeTypes }) => mimeTypes.includes(bareMimeType(mimeType)));
