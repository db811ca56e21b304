import { formatSeconds } from '../texts/format-time.js';
import { texts } from '../texts/texts.js';
import { plainText } from '../message/markup.js';
import type { Message } from '../wire/phone-contract.js';

const MAX_CHARACTERS = 160;

/** A message in one line, as a chat list or a quote shows it: an emoji for its kind, then its words. */
export function previewMessage(message: Message): string {
  const t = texts();
  if (message.revoked) return `🚫 ${message.direction === 'in' ? t.youDeleted : t.wasDeleted}`;
  switch (message.kind) {
    case 'image':
      return `📷 ${words(message.caption) || t.photo}`;
    case 'video':
      return `🎥 ${words(message.caption) || t.video}`;
    case 'document':
      return `📄 ${message.filename ?? (words(message.caption) || t.document)}`;
    case 'sticker':
      return `💟 ${t.sticker}`;
    case 'voice':
      return `🎤 ${message.seconds === undefined ? t.voice : formatSeconds(message.seconds)}`;
    case 'audio':
      return `🎧 ${t.audio}`;
    case 'location':
      return `📍 ${message.location?.name ?? t.location}`;
    case 'contacts':
      return `👤 ${message.cards?.[0]?.name ?? t.contact}`;
    case 'reaction':
      return t.reacted(message.text ?? '');
    default:
      return words(message.text) || words(message.caption) || t.unsupported;
  }
}

/** One line without markup; cut, because a text may have 70,000 characters. */
function words(text: string | undefined): string {
  return plainText((text ?? '').slice(0, MAX_CHARACTERS))
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
