import type { Section } from '../content/content.js';
import { escapeHtml as text, lines } from './html.js';
import type { PageWords } from './page-words.js';

/** Fields with labels and messages of their own. Without an address the message stays on the device, and the page says so. */
export function renderForm({ id, heading, email }: Extract<Section, { type: 'form' }>, words: PageWords): string {
  const field = (name: string, label: string, control: string) =>
    lines(2, [
      '<p class="field">',
      `  <label for="${id}-${name}">${text(label)}</label>`,
      `  ${control}`,
      `  <span class="field-error" id="${id}-${name}-error" hidden>${text(name === 'email' ? words.invalidEmail : words.required)}</span>`,
      '</p>',
    ]);
  const attributes = (name: string) =>
    `id="${id}-${name}" name="${name}" required aria-describedby="${id}-${name}-error"`;
  return lines(0, [
    `<form class="form" data-form data-email="${text(email)}" data-subject="${text(heading)}" novalidate>`,
    field('name', words.name, `<input ${attributes('name')} type="text" autocomplete="name">`),
    field('email', words.email, `<input ${attributes('email')} type="email" autocomplete="email">`),
    field('message', words.message, `<textarea ${attributes('message')} rows="5"></textarea>`),
    `  <button class="button" type="submit">${text(words.send)}</button>`,
    `  <p class="form-status" role="status" data-form-status data-sent="${text(email ? words.sent : words.kept)}"></p>`,
    '</form>',
  ]);
}
