import { element } from '../dom/element.js';
import { businessAvatar } from '../people/avatar.js';
import { texts } from '../texts/texts.js';
import type { Menu } from '../wire/phone-contract.js';

/** Invites to the first message: with the ice breakers of the business, else with sentences of our own. */
export function emptyChat(businessName: string, menu: Menu, onSuggest: (text: string) => void): HTMLElement {
  const t = texts();
  const hasPrompts = menu.prompts.length > 0;
  const sentences = hasPrompts ? menu.prompts : t.suggestions;
  const offer = (text: string) =>
    element(
      'button',
      {
        type: 'button',
        class: hasPrompts ? 'ice-breaker' : 'chip',
        'data-testid': hasPrompts ? 'ice-breaker' : 'suggestion',
        dir: 'auto',
        on: { click: () => onSuggest(text) },
      },
      text,
    );
  return element(
    'div',
    { class: 'empty-chat', 'data-testid': 'empty-chat' },
    businessAvatar('large'),
    element('h3', {}, t.emptyTitle(businessName)),
    element('p', {}, menu.commands.length > 0 ? `${t.emptyNote} ${t.commandsNote}` : t.emptyNote),
    element('div', { class: hasPrompts ? 'ice-breakers' : 'chips' }, ...sentences.map(offer)),
  );
}
