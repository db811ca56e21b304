import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import type { ChatContext } from '../message/message-actions.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';

export function renderPicture(message: ChatMessage, { actions }: ChatContext): HTMLElement {
  const t = texts();
  const image = element('img', {
    src: message.mediaUrl ?? '',
    alt: message.caption || t.photo,
    loading: 'lazy',
    decoding: 'async',
  });
  const frame = element(
    'button',
    {
      type: 'button',
      class: 'picture',
      'aria-label': t.openPicture,
      'data-testid': 'picture',
      on: { click: () => actions.onOpenPicture(message) },
    },
    image,
  );
  image.addEventListener('load', () => frame.classList.add('is-loaded'));
  image.addEventListener('error', () => frame.replaceWith(mediaGone()));
  return frame;
}

export function renderVideo({ mediaUrl }: ChatMessage): HTMLElement {
  const video = element('video', {
    class: 'video',
    src: mediaUrl ?? '',
    controls: true,
    preload: 'metadata',
    playsinline: true,
  });
  video.addEventListener('error', () => video.replaceWith(mediaGone()));
  return video;
}

export function renderSticker({ mediaUrl }: ChatMessage): HTMLElement {
  const image = element('img', { class: 'sticker', src: mediaUrl ?? '', alt: texts().sticker, decoding: 'async' });
  image.addEventListener('error', () => image.replaceWith(mediaGone()));
  return image;
}

export const mediaGone = (): HTMLElement =>
  element('div', { class: 'media-gone' }, icon('warning', 18), texts().mediaGone);
