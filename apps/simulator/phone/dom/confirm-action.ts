import { texts } from '../texts/texts.js';
import { element } from './element.js';
import { openDialog } from './open-dialog.js';

interface Question {
  title: string;
  note: string;
  action: string;
  isDangerous?: boolean;
  onConfirm: () => void;
}

/** Asks before something that cannot be undone. */
export function confirmAction({ title, note, action, isDangerous, onConfirm }: Question): void {
  openDialog({ title }, (close) => [
    element('p', { class: 'dialog-note' }, note),
    element(
      'div',
      { class: 'dialog-actions' },
      element('button', { type: 'button', class: 'button is-quiet', on: { click: close } }, texts().cancel),
      element(
        'button',
        {
          type: 'button',
          class: isDangerous ? 'button is-danger' : 'button',
          'data-testid': 'confirm',
          autofocus: true,
          on: {
            click: () => {
              close();
              onConfirm();
            },
          },
        },
        action,
      ),
    ),
  ]);
}
