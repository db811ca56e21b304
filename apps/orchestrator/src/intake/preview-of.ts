import { type InboundMessage, MediaKind } from '#libs/contracts';

const LONGEST = 120;

const icons: Partial<Record<MediaKind, string>> = {
  [MediaKind.MEDIA_KIND_IMAGE]: '📷',
  [MediaKind.MEDIA_KIND_VIDEO]: '🎥',
  [MediaKind.MEDIA_KIND_AUDIO]: '🎵',
  [MediaKind.MEDIA_KIND_VOICE]: '🎤',
  [MediaKind.MEDIA_KIND_DOCUMENT]: '📄',
  [MediaKind.MEDIA_KIND_STICKER]: '🏷️',
};

/** One line that says in a list what a message was, in words where it has any. */
export const previewOf = (message: InboundMessage): string =>
  lineOf(message).replace(/\s+/gu, ' ').slice(0, LONGEST).toWellFormed();

function lineOf({ content }: InboundMessage): string {
  switch (content?.$case) {
    case 'text':
      return content.value.body;
    case 'reply':
      return content.value.title;
    case 'media':
      return `${icons[content.value.kind] ?? '📎'} ${content.value.caption || content.value.filename}`.trim();
    case 'location':
      return `📍 ${content.value.name || content.value.address}`.trim();
    case 'contactCards':
      return `👤 ${content.value.cards.map(({ name }) => name).join(', ')}`.trim();
    case 'order':
      return `🛒 ${content.value.text}`.trim();
    case 'flowReply':
      return `📝 ${content.value.name}`.trim();
    default:
      return '…';
  }
}
