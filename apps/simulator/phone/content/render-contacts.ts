import { copyText } from '../dom/copy-text.js';
import { element } from '../dom/element.js';
import { iconButton } from '../dom/icon-button.js';
import { personAvatar } from '../people/avatar.js';
import { texts } from '../texts/texts.js';
import type { ContactCard } from '../wire/phone-contract.js';

const CARD_COLOR = '#5b6b7a';

export function renderContacts(cards: ContactCard[]): HTMLElement {
  const t = texts();
  return element(
    'div',
    { class: 'contact-cards' },
    ...cards.map(({ name, phone }) =>
      element(
        'div',
        { class: 'contact-card' },
        personAvatar({ name, color: CARD_COLOR }),
        element(
          'span',
          { class: 'contact-text' },
          element('strong', { dir: 'auto' }, name),
          element('span', { class: 'contact-number' }, phone),
        ),
        iconButton({ icon: 'copy', label: t.copy, onClick: () => copyText(phone) }),
      ),
    ),
  );
}
