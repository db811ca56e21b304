import { element } from '../dom/element.js';
import { moveFocus } from '../dom/move-focus.js';
import { openDialog } from '../dom/open-dialog.js';
import type { Choice } from '../wire/phone-contract.js';

/** The sheet of a list message: one tap on a row answers. */
export function openListSheet(title: string, choices: Choice[], onChoose: (choiceId: string) => void): void {
  openDialog({ title, shape: 'sheet', testId: 'list-sheet' }, (close) => {
    const rows = choices.map(({ id, title: name, description }) =>
      element(
        'button',
        {
          type: 'button',
          class: 'list-row',
          'data-testid': 'choice',
          'data-choice-id': id,
          on: {
            click: () => {
              close();
              onChoose(id);
            },
          },
        },
        element(
          'span',
          { class: 'list-row-text' },
          element('span', { class: 'list-row-title', dir: 'auto' }, name),
          description ? element('span', { class: 'list-row-note', dir: 'auto' }, description) : null,
        ),
        element('span', { class: 'list-row-radio', 'aria-hidden': 'true' }),
      ),
    );
    const list = element('div', { class: 'list-rows', on: { keydown: (event) => moveFocus(event, rows) } }, ...rows);
    queueMicrotask(() => rows[0]?.focus());
    return [list];
  });
}
