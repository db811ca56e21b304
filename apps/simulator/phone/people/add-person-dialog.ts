import { element } from '../dom/element.js';
import { openDialog } from '../dom/open-dialog.js';
import { switchField } from '../dom/switch-field.js';
import { texts } from '../texts/texts.js';

/** Asks for a name and whether the number is hidden. Proposes a name that nobody has, so that Enter is enough. */
export function openAddPersonDialog(takenNames: string[], onAdd: (name: string, hideNumber: boolean) => void): void {
  const t = texts();
  const proposed = t.personNames.find((name) => !takenNames.includes(name)) ?? '';
  const name = element('input', {
    class: 'input',
    name: 'name',
    value: proposed,
    maxlength: 60,
    required: true,
    autofocus: true,
    autocomplete: 'off',
    'data-testid': 'person-name',
  });
  const hide = switchField({ label: t.hideNumber, note: t.hideNumberNote, isOn: false, testId: 'hide-number' });
  openDialog({ title: t.addPerson, testId: 'add-person-dialog' }, (close) => [
    element('p', { class: 'dialog-note' }, t.addPersonNote),
    element(
      'form',
      {
        class: 'form',
        on: {
          submit: (event) => {
            event.preventDefault();
            if (name.value.trim() === '') return;
            close();
            onAdd(name.value.trim(), hide.input.checked);
          },
        },
      },
      element('label', { class: 'field' }, element('span', { class: 'field-label' }, t.personName), name),
      hide.element,
      element(
        'div',
        { class: 'dialog-actions' },
        element('button', { type: 'button', class: 'button is-quiet', on: { click: close } }, t.cancel),
        element('button', { type: 'submit', class: 'button', 'data-testid': 'confirm-add-person' }, t.addPerson),
      ),
    ),
  ]);
  name.select();
}
