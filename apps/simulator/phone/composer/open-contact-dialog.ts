import { element } from '../dom/element.js';
import { openDialog } from '../dom/open-dialog.js';
import { texts } from '../texts/texts.js';
import type { OutgoingMessage } from '../wire/phone-contract.js';

export function openContactDialog(onSend: (outgoing: OutgoingMessage) => void): void {
  const t = texts();
  const name = element('input', {
    class: 'input',
    required: true,
    maxlength: 80,
    autofocus: true,
    value: t.personNames[1] ?? '',
  });
  const phone = element('input', { class: 'input', type: 'tel', required: true, maxlength: 20, value: '+15550102030' });
  const send = (close: () => void) => {
    close();
    onSend({ kind: 'contacts', cards: [{ name: name.value.trim(), phone: phone.value.trim() }] });
  };
  openDialog({ title: t.sendContact }, (close) => [
    element(
      'form',
      {
        class: 'form',
        on: {
          submit: (event) => {
            event.preventDefault();
            send(close);
          },
        },
      },
      element('label', { class: 'field' }, element('span', { class: 'field-label' }, t.personName), name),
      element('label', { class: 'field' }, element('span', { class: 'field-label' }, t.contactNumber), phone),
      element(
        'div',
        { class: 'dialog-actions' },
        element('button', { type: 'button', class: 'button is-quiet', on: { click: close } }, t.cancel),
        element('button', { type: 'submit', class: 'button', 'data-testid': 'confirm-contact' }, t.send),
      ),
    ),
  ]);
}
