import { element } from './element.js';

interface SwitchOptions {
  label: string;
  note: string;
  isOn: boolean;
  testId?: string;
  onChange?: (isOn: boolean) => void;
}

/** An on/off switch with a label and a sentence that says what it does. */
export function switchField({ label, note, isOn, testId, onChange }: SwitchOptions) {
  const input = element('input', {
    type: 'checkbox',
    role: 'switch',
    class: 'switch',
    checked: isOn,
    'data-testid': testId,
    on: { change: () => onChange?.(input.checked) },
  });
  const node = element(
    'label',
    { class: 'switch-field' },
    element(
      'span',
      { class: 'switch-text' },
      element('span', { class: 'field-label' }, label),
      element('span', { class: 'field-note' }, note),
    ),
    input,
  );
  return { element: node, input };
}
