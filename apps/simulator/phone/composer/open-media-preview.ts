import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { openDialog } from '../dom/open-dialog.js';
import type { Attachment } from '../files/attach-file.js';
import { texts } from '../texts/texts.js';

/** Shows what is about to be sent and asks for a caption. */
export function openMediaPreview(attachment: Attachment, onSend: (attachment: Attachment) => void): void {
  const t = texts();
  const caption = element('input', {
    class: 'input',
    placeholder: t.addCaption,
    'aria-label': t.addCaption,
    maxlength: 1024,
    autofocus: true,
    dir: 'auto',
  });
  openDialog({ title: attachment.filename ?? t.photo, testId: 'media-preview' }, (close) => [
    preview(attachment),
    element(
      'form',
      {
        class: 'media-form',
        on: {
          submit: (event) => {
            event.preventDefault();
            close();
            const words = caption.value.trim();
            onSend(words === '' ? attachment : { ...attachment, caption: words });
          },
        },
      },
      caption,
      element(
        'button',
        { type: 'submit', class: 'send-button', 'aria-label': t.send, 'data-testid': 'confirm-media' },
        icon('sendSolid', 22),
      ),
    ),
  ]);
}

function preview({ kind, dataUrl, filename }: Attachment): HTMLElement {
  if (kind === 'image') return element('img', { class: 'media-preview', src: dataUrl, alt: texts().photo });
  if (kind === 'video')
    return element('video', { class: 'media-preview', src: dataUrl, controls: true, playsinline: true });
  return element(
    'div',
    { class: 'media-preview is-document' },
    icon('document', 56),
    element('strong', { dir: 'auto' }, filename ?? ''),
  );
}
