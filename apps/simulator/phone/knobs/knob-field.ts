import { element } from '../dom/element.js';
import { iconButton } from '../dom/icon-button.js';
import { switchField } from '../dom/switch-field.js';
import { texts } from '../texts/texts.js';
import type { Knobs } from '../wire/phone-contract.js';
import { formatDuration, formatShare, nearestStop } from './format-knob.js';
import { errorCodes, type KnobSpec } from './knob-list.js';

export interface KnobField {
  element: HTMLElement;
  /** Shows what the server says; a control that is being moved right now is left alone. */
  show: (knobs: Knobs) => void;
}

type Change = (change: Partial<Knobs>) => void;

export function knobField(spec: KnobSpec, onChange: Change): KnobField {
  const [label = '', note = ''] = texts().knobTexts[spec.name];
  switch (spec.type) {
    case 'switch': {
      const field = switchField({
        label,
        note,
        isOn: false,
        testId: `knob-${spec.name}`,
        onChange: (isOn) => onChange({ [spec.name]: isOn }),
      });
      return { element: field.element, show: (knobs) => void (field.input.checked = knobs[spec.name]) };
    }
    case 'share':
      return slider(
        label,
        note,
        spec.name,
        { max: 20, toValue: (at) => at / 20, toPosition: (value) => value * 20, format: formatShare },
        onChange,
      );
    case 'time': {
      const { stops } = spec;
      const scale = {
        max: stops.length - 1,
        toValue: (at: number) => stops[at] ?? 0,
        toPosition: (value: number) => nearestStop(stops, value),
        format: formatDuration,
      };
      return slider(label, note, spec.name, scale, onChange);
    }
    case 'code':
      return codeField(label, note, onChange);
    case 'count':
      return countField(label, note, spec, onChange);
  }
}

interface Scale {
  max: number;
  toValue: (position: number) => number;
  toPosition: (value: number) => number;
  format: (value: number) => string;
}

type NumberName = Extract<KnobSpec, { type: 'share' }>['name'];

function slider(label: string, note: string, name: NumberName, scale: Scale, onChange: Change): KnobField {
  const output = element('span', { class: 'knob-value', 'aria-hidden': 'true' }); // an <output> would take the label
  const input = element('input', {
    type: 'range',
    class: 'slider',
    min: 0,
    max: scale.max,
    step: 1,
    'data-testid': `knob-${name}`,
  });
  const paint = (value: number) => {
    output.textContent = scale.format(value);
    input.setAttribute('aria-valuetext', scale.format(value));
    input.style.setProperty('--filled', `${(Number(input.value) / scale.max) * 100}%`);
  };
  input.addEventListener('input', () => paint(scale.toValue(Number(input.value))));
  input.addEventListener('change', () => onChange({ [name]: scale.toValue(Number(input.value)) }));
  const node = element(
    'label',
    { class: 'knob' },
    element('span', { class: 'knob-head' }, element('span', { class: 'field-label' }, label), output),
    element('span', { class: 'field-note' }, note),
    input,
  );
  const show = (knobs: Knobs) => {
    if (input.matches(':active')) return;
    input.value = String(scale.toPosition(knobs[name]));
    paint(knobs[name]);
  };
  return { element: node, show };
}

function codeField(label: string, note: string, onChange: Change): KnobField {
  const t = texts();
  const options = errorCodes.map((code) => element('option', { value: code }, `${code}: ${t.errorCodes[code]}`));
  const other = element('option', { value: '', hidden: true }, t.otherError);
  const select = element(
    'select',
    { class: 'input', 'data-testid': 'knob-errorCode' },
    element('option', { value: 'none' }, t.noError),
    ...options,
    other,
  );
  select.addEventListener('change', () => {
    const errorCode = select.value === 'none' ? null : Number(select.value);
    onChange({ errorCode, errorCount: errorCode === null ? 0 : 1 });
  });
  const show = ({ errorCode }: Knobs) => {
    other.value = errorCode === null ? '' : String(errorCode);
    other.textContent = `${errorCode}: ${t.otherError}`;
    select.value = errorCode === null ? 'none' : String(errorCode);
  };
  const node = element(
    'label',
    { class: 'knob' },
    element('span', { class: 'field-label' }, label),
    element('span', { class: 'field-note' }, note),
    select,
  );
  return { element: node, show };
}

function countField(
  label: string,
  note: string,
  spec: Extract<KnobSpec, { type: 'count' }>,
  onChange: Change,
): KnobField {
  const t = texts();
  let count = 0;
  const set = (next: number) => onChange({ [spec.name]: Math.max(0, Math.min(spec.max, next)) });
  const output = element('output', { class: 'knob-count', 'data-testid': `knob-${spec.name}` });
  const node = element(
    'div',
    { class: 'knob is-row', role: 'group', 'aria-label': label },
    element(
      'span',
      { class: 'switch-text' },
      element('span', { class: 'field-label' }, label),
      element('span', { class: 'field-note' }, note),
    ),
    element(
      'span',
      { class: 'stepper' },
      iconButton({ icon: 'minus', label: t.fewer, onClick: () => set(count - 1) }),
      output,
      iconButton({ icon: 'plus', label: t.more, onClick: () => set(count + 1) }),
    ),
  );
  const show = (knobs: Knobs) => {
    count = knobs[spec.name];
    output.textContent = String(count);
  };
  return { element: node, show };
}
