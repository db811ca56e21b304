import { element } from '../dom/element.js';
import { businessAvatar } from '../people/avatar.js';
import { texts } from '../texts/texts.js';

/** Invites to the first message. */
export function emptyChat(businessName: string, onSuggest: (text: string) => void): HTMLElement {
  const t = texts();
  return element(
    'div',
    { class: 'empty-chat', 'data-testid': 'empty-chat' },
    businessAvatar('large'),
    element('h3', {}, t.emptyTitle(businessName)),
    element('p', {}, t.emptyNote),
    element(
      'div',
      { class: 'chips' },
      ...t.suggestions.map((text) =>
        element(
          'button',
          { type: 'button', class: 'chip', 'data-testid': 'suggestion', on: { click: () => onSuggest(text) } },
          text,
        ),
      ),
    ),
  );
}
