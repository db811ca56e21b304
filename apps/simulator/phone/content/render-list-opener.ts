import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import type { ChatContext } from '../message/message-actions.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';
import { openListSheet } from './open-list-sheet.js';

/** The button of a list message. Once something is chosen it rests and shows the choice. */
export function renderListOpener(message: ChatMessage, { actions }: ChatContext): HTMLElement {
  const label = message.listLabel || texts().chooseOne;
  const chosen = message.choices?.find(({ id }) => id === message.chosenId);
  const opener = element(
    'button',
    {
      type: 'button',
      class: chosen ? 'choice is-chosen' : 'choice',
      disabled: chosen !== undefined,
      'aria-haspopup': 'dialog',
      'aria-label': chosen ? texts().chosen(chosen.title) : undefined,
      'data-testid': 'list-open',
      'data-chosen': chosen ? 'true' : undefined,
      on: {
        click: () =>
          openListSheet(label, message.choices ?? [], (choiceId) => {
            opener.disabled = true;
            actions.onChoose(message, choiceId);
          }),
      },
    },
    icon(chosen ? 'check' : 'list', 18),
    element('span', { dir: 'auto' }, chosen?.title ?? label),
  );
  return element('div', { class: chosen ? 'choices is-done' : 'choices' }, opener);
}
