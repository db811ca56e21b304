import { AppError } from '#libs/errors';
import type { MediaFile } from '../media/media.repository.js';
import type { Message } from '../chats/message.js';

/** The file of a message and, if others can reach this process, where to download it. */
export interface MediaSource {
  file?: MediaFile;
  url?: string;
}

/** `type` and the node of that name, as a webhook carries the content of a person's message. */
export function toInboundNode(message: Message, media: MediaSource = {}): Record<string, unknown> {
  const { kind, text, caption, location, cards = [], choices = [], filename } = message;
  switch (kind) {
    case 'text':
      return { type: 'text', text: { body: text } };
    case 'image':
    case 'video':
      return { type: kind, [kind]: { ...mediaNode(message, media), caption } };
    case 'document':
      return { type: kind, document: { ...mediaNode(message, media), filename, caption } };
    case 'sticker':
      return { type: kind, sticker: { ...mediaNode(message, media), animated: false } };
    case 'voice':
    case 'audio':
      return { type: 'audio', audio: { ...mediaNode(message, media), voice: kind === 'voice' } };
    case 'location':
      return { type: kind, location };
    case 'contacts':
      return { type: kind, contacts: cards.map(toContactCard) };
    case 'button_reply':
    case 'list_reply':
      return { type: 'interactive', interactive: { type: kind, [kind]: choices[0] } };
    default:
      throw new AppError('INTERNAL', { message: `people do not send messages of kind ${kind}` });
  }
}

const mediaNode = ({ mediaId, mimeType }: Message, { file, url }: MediaSource) => ({
  id: mediaId,
  mime_type: mimeType,
  sha256: file?.sha256,
  url,
});

const toContactCard = ({ name, phone }: { name: string; phone: string }) => ({
  name: { formatted_name: name, first_name: name },
  phones: [{ phone, wa_id: phone.replace(/\D/g, ''), type: 'CELL' }],
});
