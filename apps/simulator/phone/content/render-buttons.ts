import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import type { ChatContext } from '../message/message-actions.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';
import type { Choice } from '../wire/phone-contract.js';

/** One to three reply buttons. After one tap they rest and show what was chosen. */
export function renderButtons(message: ChatMessage, { actions }: ChatContext): HTMLElement {
  const isDone = message.chosenId !== undefined;
  const buttons = (message.choices ?? []).map((choice) => choiceButton(choice, message.chosenId, () => choose(choice)));
  const choose = (choice: Choice) => {
    for (const button of buttons) button.disabled = true;
    actions.onChoose(message, choice.id);
  };
  return element('div', { class: isDone ? 'choices is-done' : 'choices', role: 'group' }, ...buttons);
}

function choiceButton({ id, title }: Choice, chosenId: string | undefined, onTap: () => void): HTMLButtonElement {
  const isChosen = id === chosenId;
  return element(
    'button',
    {
      type: 'button',
      class: isChosen ? 'choice is-chosen' : 'choice',
      disabled: chosenId !== undefined,
      'aria-label': isChosen ? texts().chosen(title) : undefined,
      'data-testid': 'choice',
      'data-choice-id': id,
      'data-chosen': isChosen ? 'true' : undefined,
      on: { click: onTap },
    },
    icon(isChosen ? 'check' : 'reply', 18),
    element('span', { dir: 'auto' }, title),
  );
}
