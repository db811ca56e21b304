import { element } from '../dom/element.js';
import { texts } from '../texts/texts.js';
import type { Product } from '../wire/phone-contract.js';

/** The product that a message asks about. */
export function renderProduct({ productId }: Product): HTMLElement {
  return element(
    'div',
    { class: 'quote is-out', 'data-testid': 'product' },
    element(
      'span',
      { class: 'quote-text' },
      element('strong', {}, texts().product),
      element('span', { class: 'quote-words', dir: 'auto' }, productId),
    ),
  );
}
