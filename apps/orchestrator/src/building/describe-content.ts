import {
  type ContactCards,
  type InboundMessage,
  type Location,
  type Media,
  MediaKind,
  type Order,
} from '#libs/contracts';
import type { ReadFile } from '../media/media-reader.service.js';
import { describeForm } from './describe-form.js';
import { type Described, quote } from './described.js';

/** Characters of a text file that an agent gets. */
export const MAX_FILE_TEXT = 20_000;
const MAX_CARDS = 20;

const signs: Partial<Record<MediaKind, string>> = {
  [MediaKind.MEDIA_KIND_IMAGE]: '📷',
  [MediaKind.MEDIA_KIND_VIDEO]: '🎬',
  [MediaKind.MEDIA_KIND_DOCUMENT]: '📄',
};

const names: Partial<Record<MediaKind, string>> = {
  [MediaKind.MEDIA_KIND_IMAGE]: 'photo',
  [MediaKind.MEDIA_KIND_VIDEO]: 'video',
  [MediaKind.MEDIA_KIND_AUDIO]: 'audio file',
  [MediaKind.MEDIA_KIND_VOICE]: 'voice note',
  [MediaKind.MEDIA_KIND_DOCUMENT]: 'document',
  [MediaKind.MEDIA_KIND_STICKER]: 'sticker',
};

const nothing: Described = { words: '', task: '' };
const said = (text: string): Described => ({ words: text, task: text });

/** @param file what its file came to, where it has one */
export function describeContent({ content }: InboundMessage, file?: ReadFile): Described {
  switch (content?.$case) {
    case 'text':
      return said(content.value.body);
    case 'reply':
      return said(content.value.title);
    case 'media':
      return describeMedia(content.value, file);
    case 'location':
      return { words: '📍', task: `[location: ${placeOf(content.value)}]` };
    case 'contactCards':
      return { words: '👤', task: `[contact cards: ${cardsOf(content.value)}]` };
    case 'flowReply':
      return describeForm(content.value);
    case 'order':
      return describeOrder(content.value);
    default:
      return nothing;
  }
}

function describeMedia(media: Media, file: ReadFile = { kind: 'named' }): Described {
  const { kind, caption, filename } = media;
  const name = `${names[kind] ?? 'file'}${filename ? ` ${quote(filename)}` : ''}`;
  const withCaption = (note: string, sign = signs[kind] ?? ''): Described => ({
    words: caption || sign,
    task: [note, caption].filter(Boolean).join('\n'),
  });
  switch (file.kind) {
    case 'file':
      return withCaption(`[${name}: attached]`);
    case 'speech':
      return { words: file.text, task: `[${name}, transcribed] ${file.text}` };
    case 'text':
      return withCaption(`[${name}: its text follows]\n${cut(file.text)}\n[end of the document]`);
    case 'problem':
      // Without words there is nothing to answer but the problem itself
      return withCaption(`[${name}: could not be read (${file.problem.replaceAll('_', ' ')}); the person is told]`, '');
    case 'named':
      return kind === MediaKind.MEDIA_KIND_STICKER ? nothing : withCaption(`[${name}: you cannot open it]`, '');
  }
}

const cut = (text: string): string =>
  text.length <= MAX_FILE_TEXT ? text : `${text.slice(0, MAX_FILE_TEXT).toWellFormed()}\n[the rest is left out]`;

const placeOf = ({ latitude, longitude, name, address }: Location): string =>
  [`latitude ${latitude}, longitude ${longitude}`, name && quote(name), address && quote(address)]
    .filter(Boolean)
    .join(', ');

const cardsOf = ({ cards }: ContactCards): string =>
  cards
    .slice(0, MAX_CARDS)
    .map(({ name, phones }) => [quote(name), ...phones].join(' '))
    .join('; ');

/** The items as WhatsApp sent them: whether they make sense is the shop's to decide. */
function describeOrder({ catalogId, text, items }: Order): Described {
  const order = {
    catalog_id: catalogId,
    items: items.map(({ productId, quantity, itemPrice, currency }) => ({
      product_id: productId,
      quantity,
      item_price: itemPrice,
      currency,
    })),
  };
  return {
    words: text || '🛒',
    task: [`[order from the catalogue: ${JSON.stringify(order)}]`, text].filter(Boolean).join('\n'),
  };
}
