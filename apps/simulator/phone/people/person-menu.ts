import { confirmAction } from '../dom/confirm-action.js';
import { copyText } from '../dom/copy-text.js';
import { element } from '../dom/element.js';
import { openDialog } from '../dom/open-dialog.js';
import { openMenu } from '../dom/open-menu.js';
import { texts } from '../texts/texts.js';
import type { Person } from '../wire/phone-contract.js';
import { personAvatar } from './avatar.js';

export interface PersonActions {
  onRemove: (id: string) => void;
}

export function openPersonMenu(anchor: Element | DOMRect, person: Person, { onRemove }: PersonActions): void {
  const t = texts();
  openMenu(anchor, [
    { icon: 'info', label: t.personDetails, onPick: () => openPersonDetails(person) },
    {
      icon: 'trash',
      label: t.removePerson,
      isDangerous: true,
      testId: 'remove-person',
      onPick: () =>
        confirmAction({
          title: t.removePersonTitle(person.name),
          note: t.removePersonNote,
          action: t.remove,
          isDangerous: true,
          onConfirm: () => onRemove(person.id),
        }),
    },
  ]);
}

/** Who this is for the business: a number, or only an id. */
export function openPersonDetails(person: Person): void {
  const t = texts();
  openDialog({ title: t.personDetails }, () => [
    element(
      'div',
      { class: 'person-card' },
      personAvatar(person, 'large'),
      element('strong', { dir: 'auto' }, person.name),
    ),
    detail(
      t.number,
      person.waId === null ? t.numberHidden : `+${person.waId.replace(/^\+/u, '')}`,
      person.waId !== null,
    ),
    detail(t.bsuid, person.bsuid, true),
  ]);
}

export function detail(label: string, value: string, canCopy: boolean): HTMLElement {
  return element(
    'div',
    { class: 'detail' },
    element('span', { class: 'detail-label' }, label),
    element('span', { class: 'detail-value' }, value),
    canCopy
      ? element(
          'button',
          { type: 'button', class: 'button is-quiet', on: { click: () => copyText(value) } },
          texts().copy,
        )
      : null,
  );
}
