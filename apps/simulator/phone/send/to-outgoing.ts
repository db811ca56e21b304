import { mediaToDataUrl } from '../files/media-to-data-url.js';
import type { ChatMessage } from '../state/phone-state.js';
import type { OutgoingMessage } from '../wire/phone-contract.js';

/** What has to be sent in order to say a message once more, or nothing when it cannot be told from the bubble. */
export async function toOutgoing(message: ChatMessage, chat: readonly ChatMessage[]): Promise<OutgoingMessage | undefined> {
  const { kind, replyTo, caption, filename } = message;
  switch (kind) {
    case 'text':
      return { kind, text: message.text ?? '', replyTo };
    case 'location':
      return message.location && { kind, ...message.location, replyTo };
    case 'contacts':
      return { kind, cards: message.cards ?? [] };
    case 'image':
    case 'video':
    case 'document':
    case 'sticker':
      return message.mediaUrl ? { kind, dataUrl: await mediaToDataUrl(message.mediaUrl), caption, filename, replyTo } : undefined;
    case 'voice':
      return message.mediaUrl
        ? { kind, dataUrl: await mediaToDataUrl(message.mediaUrl), seconds: message.seconds ?? 1, replyTo }
        : undefined;
    case 'button_reply':
    case 'list_reply': {
      const asked = chat.find(({ id }) => id === replyTo);
      const choice = asked?.choices?.find(({ title }) => title === message.text);
      return asked && choice && { kind, messageId: asked.id, choiceId: choice.id };
    }
    default:
      return undefined;
  }
}
