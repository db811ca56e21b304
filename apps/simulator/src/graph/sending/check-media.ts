import { bareMimeType, mediaClasses } from '../../media/media-types.js';
import type { MediaFile } from '../../media/media.repository.js';
import { GraphError } from '../door/graph-error.js';
import type { MediaNode, MediaType, OutboundPayload } from './outbound-payload.js';

/** Whether the files that a message names by id exist and are of its type. Links are taken on trust. */
export function checkMedia(
  payload: OutboundPayload,
  find: (id: string) => MediaFile | undefined,
): GraphError | undefined {
  const [type, node, path] = mediaIn(payload) ?? [];
  if (!type || !node?.id) return undefined;
  const file = find(node.id);
  if (!file) {
    const details = `Param ${path}['id'] is not a valid whatsapp business account media attachment ID`;
    return new GraphError(100, details, { message: `(#100) ${details}` });
  }
  const { mimeTypes, maxBytes } = mediaClasses[type];
  if (!mimeTypes.includes(bareMimeType(file.mimeType))) {
    return new GraphError(
      131053,
      `Unsupported ${type} mime type ${file.mimeType}. Please use one of ${mimeTypes.join(', ')}.`,
    );
  }
  return file.bytes.length > maxBytes
    ? new GraphError(131053, `Param ${path} is larger than ${maxBytes} bytes.`)
    : undefined;
}

/** The one file of a message, wherever it stands. */
function mediaIn(payload: OutboundPayload): [MediaType, MediaNode | undefined, string] | undefined {
  switch (payload.type) {
    case 'image':
      return ['image', payload.image, 'image'];
    case 'video':
      return ['video', payload.video, 'video'];
    case 'audio':
      return ['audio', payload.audio, 'audio'];
    case 'document':
      return ['document', payload.document, 'document'];
    case 'sticker':
      return ['sticker', payload.sticker, 'sticker'];
    case 'interactive': {
      const { header } = payload.interactive;
      return header && header.type !== 'text'
        ? [header.type, header[header.type], `interactive['header']['${header.type}']`]
        : undefined;
    }
    default:
      return undefined;
  }
}
