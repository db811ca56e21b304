import type { MessageContent } from '../../chats/message.js';
import { mediaUrlOf } from '../../media/media-url-of.js';
import type {
  CardNode,
  HeaderNode,
  InteractiveNode,
  LocationNode,
  MediaNode,
  OutboundPayload,
} from './outbound-payload.js';

/** What a phone shows of a message of the business. `rendered` is the text of a template. */
export function toPhoneContent(
  payload: Exclude<OutboundPayload, { type: 'reaction' }>,
  rendered?: string,
): MessageContent {
  return { ...contentOf(payload, rendered), replyTo: payload.context?.message_id };
}

function contentOf(payload: Exclude<OutboundPayload, { type: 'reaction' }>, rendered?: string): MessageContent {
  switch (payload.type) {
    case 'text':
      return { kind: 'text', text: payload.text.body };
    case 'template':
      return { kind: 'text', text: rendered };
    case 'image':
      return { kind: 'image', ...fileOf(payload.image) };
    case 'video':
      return { kind: 'video', ...fileOf(payload.video) };
    case 'audio':
      return { kind: payload.audio.voice ? 'voice' : 'audio', ...fileOf(payload.audio) };
    case 'document':
      return { kind: 'document', ...fileOf(payload.document) };
    case 'sticker':
      return { kind: 'sticker', ...fileOf(payload.sticker) };
    case 'location':
      return { kind: 'location', location: placeOf(payload.location) };
    case 'contacts':
      return { kind: 'contacts', cards: payload.contacts.map(cardOf) };
    case 'interactive':
      return { ...headerFileOf(payload.interactive.header), ...interactiveOf(payload.interactive) };
  }
}

function interactiveOf(node: InteractiveNode): MessageContent {
  switch (node.type) {
    case 'button':
      return { kind: 'buttons', text: textOf(node), choices: node.action.buttons.map(({ reply }) => reply) };
    case 'list': {
      const { button, sections } = node.action;
      return { kind: 'list', text: textOf(node), listLabel: button, choices: sections.flatMap(({ rows }) => rows) };
    }
    case 'cta_url': {
      const { display_text, url } = node.action.parameters;
      return { kind: 'text', text: `${textOf(node)}\n\n${display_text}: ${url}` };
    }
    case 'location_request_message':
      return { kind: 'text', text: textOf(node) };
  }
}

/** Header, body and footer as one text, in WhatsApp's markup. */
const textOf = ({ header, body, footer }: InteractiveNode): string =>
  [header?.text && `*${header.text}*`, body.text, footer?.text && `_${footer.text}_`].filter(Boolean).join('\n\n');

const fileOf = ({ id, link, caption, filename }: MediaNode) => ({
  mediaId: id,
  mediaUrl: id ? mediaUrlOf(id) : link,
  caption,
  filename,
});

const headerFileOf = (header?: HeaderNode) => {
  const file = header && header.type !== 'text' ? header[header.type] : undefined;
  return file ? fileOf(file) : {};
};

const placeOf = ({ latitude, longitude, name, address }: LocationNode) => ({
  latitude: Number(latitude),
  longitude: Number(longitude),
  name,
  address,
});

const cardOf = ({ name, phones }: CardNode) => ({ name: name.formatted_name, phone: phones?.[0]?.phone ?? '' });
