import { MediaKind } from '#libs/contracts';
import { MAX_TEXT_CHARACTERS, sanitiseLine, sanitiseText, tidyText } from '../sanitation/sanitise-text.js';
import { toStorable } from '../sanitation/to-storable.js';
import { truncateText } from '../sanitation/truncate-text.js';
import { isObject, type JsonObject } from './json-object.js';
import { type Content, MAX_ID, node, type Reader } from './read-node.js';
import { toInteractive } from './to-interactive.js';
import { toSystemEvent } from './to-system-event.js';
import { nodes } from './whatsapp.schema.js';

const MAX_ADDRESS = 1_000;

const media = (name: string, kind: MediaKind): Reader =>
  node(name, nodes.media, (value) => ({
    $case: 'media',
    value: {
      kind: kind === MediaKind.MEDIA_KIND_AUDIO && value.voice ? MediaKind.MEDIA_KIND_VOICE : kind,
      mediaId: toStorable(value.id, MAX_ID),
      mimeType: toStorable(value.mime_type ?? '', MAX_ID),
      sha256: toStorable(value.sha256 ?? '', MAX_ID),
      caption: sanitiseText(value.caption ?? ''),
      filename: sanitiseLine(value.filename ?? ''),
    },
  }));

function toText(body: string): Content | undefined {
  const whole = tidyText(body);
  const kept = truncateText(whole, MAX_TEXT_CHARACTERS);
  return kept ? { $case: 'text', value: { body: kept, truncated: kept.length < whole.length } } : undefined;
}

/** The words of an edited message: its new text or caption. */
function bodyOf(message: JsonObject): string {
  const member = message[String(message['type'])];
  if (!isObject(member)) return '';
  const words = member['body'] ?? member['caption'];
  return typeof words === 'string' ? sanitiseText(words) : '';
}

const readers = new Map<string, Reader>([
  ['text', node('text', nodes.text, ({ body }) => toText(body))],
  ['image', media('image', MediaKind.MEDIA_KIND_IMAGE)],
  ['video', media('video', MediaKind.MEDIA_KIND_VIDEO)],
  ['audio', media('audio', MediaKind.MEDIA_KIND_AUDIO)],
  ['document', media('document', MediaKind.MEDIA_KIND_DOCUMENT)],
  ['sticker', media('sticker', MediaKind.MEDIA_KIND_STICKER)],
  [
    'location',
    node('location', nodes.location, ({ latitude, longitude, name = '', address = '' }) => ({
      $case: 'location',
      value: { latitude, longitude, name: sanitiseLine(name), address: sanitiseLine(address, MAX_ADDRESS) },
    })),
  ],
  [
    'contacts',
    node('contacts', nodes.contacts, (cards) => ({
      $case: 'contactCards',
      value: {
        cards: cards.map(({ name, phones = [] }) => ({
          name: sanitiseLine(name?.formatted_name ?? ''),
          phones: phones.map(({ phone, wa_id: waId }) => sanitiseLine(phone ?? waId ?? '', 64)).filter(Boolean),
        })),
      },
    })),
  ],
  ['interactive', toInteractive],
  [
    'button',
    node('button', nodes.button, ({ payload = '', text = '' }) => ({
      $case: 'reply',
      value: { replyId: toStorable(payload, MAX_ID), title: sanitiseLine(text), description: '' },
    })),
  ],
  [
    'order',
    node('order', nodes.order, ({ catalog_id: catalogId = '', text = '', product_items: items }) => ({
      $case: 'order',
      value: {
        catalogId: toStorable(catalogId, MAX_ID),
        text: sanitiseText(text),
        items: items.map((item) => ({
          productId: toStorable(item.product_retailer_id ?? '', MAX_ID),
          quantity: item.quantity,
          itemPrice: toStorable(item.item_price, 32),
          currency: toStorable(item.currency ?? '', 8),
        })),
      },
    })),
  ],
  [
    'reaction',
    node('reaction', nodes.reaction, ({ message_id: messageId, emoji = '' }) => ({
      $case: 'reaction',
      value: { messageId, emoji: toStorable(emoji, 32) },
    })),
  ],
  ['system', toSystemEvent],
  ['request_welcome', () => ({ $case: 'system', value: { type: 'request_welcome', newWaId: '', newBsuid: '' } })],
  [
    'edit',
    node('edit', nodes.edit, ({ original_message_id: originalId, message }) => ({
      $case: 'edit',
      value: { originalId, body: bodyOf(message) },
    })),
  ],
  [
    'revoke',
    node('revoke', nodes.revoke, ({ original_message_id: originalId }) => ({ $case: 'revoke', value: { originalId } })),
  ],
]);

/** Types that have a reader; others are counted under one name. */
export const knownTypes: ReadonlySet<string> = new Set([...readers.keys(), 'unsupported']);

/** What a message holds. A type or a shape that Parley does not know becomes `unsupported`: its person gets an answer. */
export function toContent(type: string, message: JsonObject): Content {
  return readers.get(type)?.(message) ?? { $case: 'unsupported', value: toUnsupported(type, message) };
}

function toUnsupported(type: string, message: JsonObject) {
  const cause = nodes.unsupported.safeParse(message['unsupported']).data?.type;
  const [error] = nodes.errors.safeParse(message['errors']).data ?? [];
  return { type: toStorable(cause ?? type, 64), errorCode: error?.code ?? 0 };
}
