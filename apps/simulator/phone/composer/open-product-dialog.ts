import { element } from '../dom/element.js';
import { openDialog } from '../dom/open-dialog.js';
import { texts } from '../texts/texts.js';
import type { OutgoingMessage } from '../wire/phone-contract.js';

/** A question about one product of the catalogue, as WhatsApp sends it from the page of the product. */
export function openProductDialog(onSend: (outgoing: OutgoingMessage) => void): void {
  const t = texts();
  const product = element('input', { class: 'input', required: true, maxlength: 200, value: 'PAN-01-500' });
  const question = element('input', {
    class: 'input',
    required: true,
    maxlength: 1_000,
    autofocus: true,
    value: t.productAsked,
  });
  const send = (close: () => void) => {
    close();
    onSend({ kind: 'text', text: question.value.trim(), product: { productId: product.value.trim() } });
  };
  openDialog({ title: t.askAboutProduct }, (close) => [
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
      element('label', { class: 'field' }, element('span', { class: 'field-label' }, t.productNumber), product),
      element('label', { class: 'field' }, element('span', { class: 'field-label' }, t.productQuestion), question),
      element(
        'div',
        { class: 'dialog-actions' },
        element('button', { type: 'button', class: 'button is-quiet', on: { click: close } }, t.cancel),
        element('button', { type: 'submit', class: 'button', 'data-testid': 'confirm-product' }, t.send),
      ),
    ),
  ]);
}
