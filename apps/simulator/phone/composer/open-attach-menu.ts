import { element } from '../dom/element.js';
import { openMenu } from '../dom/open-menu.js';
import { drawSamplePhoto } from '../files/draw-sample-photo.js';
import { texts } from '../texts/texts.js';
import type { OutgoingMessage } from '../wire/phone-contract.js';
import { openContactDialog } from './open-contact-dialog.js';
import { openLocationDialog } from './open-location-dialog.js';
import { openProductDialog } from './open-product-dialog.js';

interface AttachActions {
  onSend: (outgoing: OutgoingMessage) => void;
  onFiles: (files: File[], as?: 'document') => void;
}

export function openAttachMenu(anchor: Element, { onSend, onFiles }: AttachActions): void {
  const t = texts();
  openMenu(anchor, [
    { icon: 'document', label: t.document, onPick: () => pickFiles('', (files) => onFiles(files, 'document')) },
    { icon: 'image', label: t.photoOrVideo, onPick: () => pickFiles('image/*,video/mp4', onFiles) },
    {
      icon: 'cameraSolid',
      label: t.samplePhoto,
      testId: 'sample-photo',
      onPick: () => onSend({ kind: 'image', dataUrl: drawSamplePhoto() }),
    },
    { icon: 'contact', label: t.contact, testId: 'attach-contact', onPick: () => openContactDialog(onSend) },
    { icon: 'pin', label: t.location, testId: 'attach-location', onPick: () => openLocationDialog(onSend) },
    { icon: 'tag', label: t.product, testId: 'attach-product', onPick: () => openProductDialog(onSend) },
  ]);
}

function pickFiles(accept: string, onPicked: (files: File[]) => void): void {
  const input = element('input', { type: 'file', accept, multiple: true });
  input.addEventListener('change', () => onPicked([...(input.files ?? [])]));
  input.click();
}
