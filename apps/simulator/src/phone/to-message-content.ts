import { AppError } from '#libs/errors';
import { mediaUrlOf } from '../media/media-url-of.js';
import { MAX_INBOUND_BYTES } from '../media/media-types.js';
import type { MediaFile, NewMedia } from '../media/media.repository.js';
import type { Choice, Message, MessageContent } from '../chats/message.js';
import { parseDataUrl } from './parse-data-url.js';
import type { MessageInput } from './phone-input.schema.js';

/** What a person's message needs from its surroundings. */
export interface ContentSources {
  addMedia: (media: NewMedia) => MediaFile;
  findMessage: (id: string) => Message | undefined;
}

/** What a person does in the chat, as the message that it makes. @throws AppError for a tap on nothing or a bad file */
export function toMessageContent(input: MessageInput, sources: ContentSources): MessageContent {
  switch (input.kind) {
    case 'text':
      return input;
    case 'location': {
      const { kind, replyTo, ...location } = input;
      return { kind, location, replyTo };
    }
    case 'contacts':
      return { kind: input.kind, cards: input.cards };
    case 'button_reply':
    case 'list_reply': {
      const choice = findChoice(input, sources);
      return { kind: input.kind, text: choice.title, choices: [choice], chosenId: choice.id, replyTo: input.messageId };
    }
    case 'voice': {
      const { kind, dataUrl, seconds, replyTo } = input;
      return { kind, seconds, replyTo, ...storeMedia(dataUrl, undefined, sources) };
    }
    default: {
      const { kind, dataUrl, caption, filename, replyTo } = input;
      return { kind, caption, filename, replyTo, ...storeMedia(dataUrl, filename, sources) };
    }
  }
}

function storeMedia(dataUrl: string, filename: string | undefined, { addMedia }: ContentSources) {
  const { mimeType, bytes } = parseDataUrl(dataUrl);
  if (bytes.length > MAX_INBOUND_BYTES) throw new AppError('BODY_TOO_LARGE', { message: 'files hold at most 100 MB' });
  const { id } = addMedia({ source: 'inbound', mimeType, bytes, filename });
  return { mediaId: id, mediaUrl: mediaUrlOf(id), mimeType };
}

function findChoice(
  { messageId, choiceId }: { messageId: string; choiceId: string },
  { findMessage }: ContentSources,
): Choice {
  const choice = findMessage(messageId)?.choices?.find(({ id }) => id === choiceId);
  if (!choice) throw new AppError('NOT_FOUND', { message: 'no such choice' });
  return choice;
}
