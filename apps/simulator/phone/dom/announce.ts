import { element } from './element.js';

const region = element('div', { class: 'visually-hidden', 'aria-live': 'polite', 'data-testid': 'announcer' });

/** Says something to screen readers without moving the focus. */
export function announce(text: string): void {
  if (!region.isConnected) document.body.append(region);
  region.textContent = text;
}
