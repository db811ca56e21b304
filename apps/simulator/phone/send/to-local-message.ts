import type { ChatMessage } from '../state/phone-state.js';
import type { Message, OutgoingMessage } from '../wire/phone-contract.js';

/** How something looks in the chat before the simulator has taken it. A reaction has no bubble of its own. */
export function toLocalMessage(
  outgoing: OutgoingMessage,
  id: string,
  chat: readonly ChatMessage[],
  now = new Date(),
): Message | undefined {
  const base = { id, direction: 'in', at: now.toISOString(), state: 'sending', kind: outgoing.kind } as const;
  switch (outgoing.kind) {
    case 'reaction':
      return undefined;
    case 'text':
      return clean({ ...base, text: outgoing.text, product: outgoing.product, replyTo: outgoing.replyTo });
    case 'voice':
      return clean({ ...base, mediaUrl: outgoing.dataUrl, seconds: outgoing.seconds, replyTo: outgoing.replyTo });
    case 'location': {
      const { latitude, longitude, name, address, replyTo } = outgoing;
      return clean({ ...base, location: { latitude, longitude, name, address }, replyTo });
    }
    case 'contacts':
      return { ...base, cards: outgoing.cards };
    case 'button_reply':
    case 'list_reply': {
      const choices = chat.find((message) => message.id === outgoing.messageId)?.choices;
      const text = choices?.find((choice) => choice.id === outgoing.choiceId)?.title;
      return clean({ ...base, text, replyTo: outgoing.messageId });
    }
    default: {
      const { dataUrl, caption, filename, replyTo } = outgoing;
      return clean({ ...base, mediaUrl: dataUrl, mimeType: mimeTypeOf(dataUrl), caption, filename, replyTo });
    }
  }
}

export const mimeTypeOf = (dataUrl: string): string | undefined => /^data:([^;,]+)/u.exec(dataUrl)?.[1];

/** Without the fields that are not set, so that it looks like what the server sends. */
const clean = (message: Message): Message => JSON.parse(JSON.stringify(message)) as Message;
