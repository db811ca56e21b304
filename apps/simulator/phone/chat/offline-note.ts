import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { texts } from '../texts/texts.js';

/** Says that the phone is switched off, because then missing answers are no fault. */
export function offlineNote(onGoOnline: () => void): HTMLElement {
  const t = texts();
  return element(
    'div',
    { class: 'offline-note', hidden: true, role: 'status', 'data-testid': 'phone-offline' },
    icon('offline', 20),
    element('span', {}, t.phoneOffline),
    element('button', { type: 'button', class: 'button is-quiet', on: { click: onGoOnline } }, t.goOnline),
  );
}
