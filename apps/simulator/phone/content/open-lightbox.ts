import { element } from '../dom/element.js';
import { iconButton } from '../dom/icon-button.js';
import { icon } from '../dom/icon.js';
import { openDialog } from '../dom/open-dialog.js';
import { renderMarkup } from '../message/render-markup.js';
import type { ChatMessage } from '../state/phone-state.js';
import { formatMoment } from '../texts/format-time.js';
import { texts } from '../texts/texts.js';

/** Pictures of a chat on the whole window. Arrows go to the next one, a click makes it larger, Escape closes. */
export function openLightbox(
  pictures: ChatMessage[],
  firstId: string,
  authorOf: (message: ChatMessage) => string,
): void {
  const t = texts();
  let at = Math.max(
    0,
    pictures.findIndex(({ id }) => id === firstId),
  );
  const image = element('img', { class: 'lightbox-image', alt: '' });
  const head = element('div', { class: 'lightbox-head' });
  const words = element('div', { class: 'lightbox-words' });
  const save = element(
    'a',
    { class: 'icon-button', 'aria-label': t.download, title: t.download, download: 'parley.jpg' },
    icon('download'),
  );
  const earlier = iconButton({
    icon: 'back',
    label: t.previous,
    class: 'lightbox-step is-previous',
    onClick: () => go(-1),
  });
  const later = iconButton({ icon: 'back', label: t.next, class: 'lightbox-step is-next', onClick: () => go(1) });
  const stage = element(
    'div',
    { class: 'lightbox-stage', on: { click: () => stage.classList.toggle('is-zoomed') } },
    image,
  );

  const show = () => {
    const picture = pictures[at];
    if (!picture) return;
    image.src = picture.mediaUrl ?? '';
    image.alt = picture.caption || t.photo;
    save.href = picture.mediaUrl ?? '';
    head.replaceChildren(
      element('strong', { dir: 'auto' }, authorOf(picture)),
      element('time', { datetime: picture.at }, formatMoment(picture.at)),
    );
    words.replaceChildren(...(picture.caption ? [renderMarkup(picture.caption)] : []));
    stage.classList.remove('is-zoomed');
    earlier.disabled = at === 0;
    later.disabled = at === pictures.length - 1;
  };
  const go = (step: number) => {
    at = Math.max(0, Math.min(pictures.length - 1, at + step));
    show();
  };

  const dialog = openDialog({ title: t.photo, shape: 'stage', testId: 'lightbox', hideTitle: true }, () => [
    earlier,
    stage,
    later,
    words,
  ]);
  dialog.querySelector('.dialog-header')?.append(head, save);
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft') go(-1);
    if (key === 'ArrowRight') go(1);
  });
  show();
}
