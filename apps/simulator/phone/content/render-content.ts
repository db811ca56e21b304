import { element } from '../dom/element.js';
import { countLoneEmoji } from '../message/count-lone-emoji.js';
import type { ChatContext } from '../message/message-actions.js';
import { renderMarkup } from '../message/render-markup.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';
import { renderButtons } from './render-buttons.js';
import { renderContacts } from './render-contacts.js';
import { renderDocument } from './render-document.js';
import { renderListOpener } from './render-list-opener.js';
import { renderLocation } from './render-location.js';
import { renderPicture, renderSticker, renderVideo } from './render-picture.js';
import { renderVoice } from './voice-player.js';

/** What stands inside a bubble, by kind. A kind that is unknown here is said to be so. */
export function renderContent(message: ChatMessage, context: ChatContext): HTMLElement[] {
  switch (message.kind) {
    case 'text':
    case 'button_reply':
    case 'list_reply':
      return [renderWords(message.text ?? '')];
    case 'image':
      return [renderPicture(message, context), ...caption(message)];
    case 'video':
      return [renderVideo(message), ...caption(message)];
    case 'sticker':
      return [renderSticker(message)];
    case 'voice':
    case 'audio':
      return [renderVoice(message, context)];
    case 'document':
      return [renderDocument(message), ...caption(message)];
    case 'location':
      return message.location ? [renderLocation(message.location)] : [unsupported()];
    case 'contacts':
      return [renderContacts(message.cards ?? [])];
    case 'buttons':
      return [...header(message, context), ...caption(message), renderButtons(message, context)];
    case 'list':
      return [...caption(message), renderListOpener(message, context)];
    default:
      return [unsupported()];
  }
}

function renderWords(text: string): HTMLElement {
  const node = renderMarkup(text);
  const count = countLoneEmoji(text);
  if (count > 0) node.classList.add('is-emoji', `is-emoji-${count}`);
  return node;
}

function caption({ text, caption: words }: ChatMessage): HTMLElement[] {
  const shown = words || text;
  return shown ? [renderMarkup(shown)] : [];
}

function header(message: ChatMessage, context: ChatContext): HTMLElement[] {
  return message.mediaUrl && message.mimeType?.startsWith('image/') ? [renderPicture(message, context)] : [];
}

const unsupported = () =>
  element('div', { class: 'markup is-unsupported' }, element('div', { class: 'markup-lines' }, texts().unsupported));
