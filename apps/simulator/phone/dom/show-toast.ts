import { element } from './element.js';

const SHOWN_MS = 4_000;

/** A short note at the bottom that goes away by itself. */
export function showToast(text: string): void {
  document.querySelector('.toast')?.remove();
  const toast = element('div', { class: 'toast', role: 'status', 'data-testid': 'toast' }, text);
  document.body.append(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}
