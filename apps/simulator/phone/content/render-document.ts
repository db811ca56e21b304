import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';

export function renderDocument({ filename, mimeType, mediaUrl }: ChatMessage): HTMLElement {
  const name = filename ?? texts().document;
  const ending = /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1] ?? mimeType?.split('/').at(-1) ?? '';
  const label = ending.slice(0, 5).toUpperCase();
  return element(
    'a',
    { class: 'document', href: safeMediaHref(mediaUrl), download: name, 'aria-label': `${texts().download} ${name}` },
    element('span', { class: 'document-page', 'aria-hidden': 'true' }, element('span', {}, label.slice(0, 4))),
    element(
      'span',
      { class: 'document-text' },
      element('span', { class: 'document-name', dir: 'auto' }, name),
      element('span', { class: 'document-kind' }, label || mimeType || ''),
    ),
    element('span', { class: 'document-get' }, icon('download', 20)),
  );
}

/** Only addresses of this server and data that this page made itself; never a script. */
const safeMediaHref = (url: string | undefined) =>
  url !== undefined && /^(?:\/(?!\/)|data:|https?:)/u.test(url) ? url : undefined;
