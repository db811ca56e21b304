import { element } from './element.js';
import { icon, type IconName } from './icon.js';
import { openPopover } from './open-popover.js';
import { moveFocus } from './move-focus.js';

export interface MenuItem {
  icon: IconName;
  label: string;
  isDangerous?: boolean;
  isChecked?: boolean;
  testId?: string;
  onPick: () => void;
}

/** A menu of actions beside an anchor. Arrows move in it, letters are left to the browser. */
export function openMenu(anchor: Element | DOMRect, items: MenuItem[], header?: HTMLElement): void {
  const list = element('div', { class: 'menu', role: 'menu', on: { keydown: (event) => moveFocus(event, buttons()) } });
  const buttons = () => [...list.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  for (const item of items) list.append(menuButton(item, () => close()));
  const content = element('div', { class: 'menu-popover' }, header, list);
  const close = openPopover(anchor, content);
  header?.addEventListener('click', () => close());
  buttons()[0]?.focus({ preventScroll: true });
}

function menuButton({ icon: name, label, isDangerous, isChecked, testId, onPick }: MenuItem, close: () => void) {
  const pick = () => {
    close();
    onPick();
  };
  return element(
    'button',
    {
      type: 'button',
      role: isChecked === undefined ? 'menuitem' : 'menuitemradio',
      'aria-checked': isChecked === undefined ? undefined : String(isChecked),
      class: isDangerous ? 'menu-item is-danger' : 'menu-item',
      tabindex: -1,
      'data-testid': testId,
      on: { click: pick },
    },
    icon(name, 20),
    element('span', {}, label),
    isChecked ? icon('check', 18) : null,
  );
}
