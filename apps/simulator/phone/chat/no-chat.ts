import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { logo } from '../people/avatar.js';
import { texts } from '../texts/texts.js';

/** What stands in the chat's place while nobody's phone is held. */
export function noChat(hasPeople: boolean, onAdd: () => void): HTMLElement {
  const t = texts();
  return element(
    'div',
    { class: 'no-chat', 'data-testid': 'no-chat' },
    logo(),
    element('h2', {}, hasPeople ? t.pickPersonTitle : t.noPeopleTitle),
    element('p', {}, hasPeople ? t.pickPersonNote : t.noPeopleNote),
    element('button', { type: 'button', class: 'button', on: { click: onAdd } }, icon('addPerson', 20), t.addPerson),
  );
}
