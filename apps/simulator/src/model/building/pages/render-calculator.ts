import type { CalculatorField, Content, Section } from '../content/content.js';
import { escapeHtml as text, lines } from './html.js';
import type { PageWords } from './page-words.js';

const currencies = ['EUR', 'USD', 'GBP', 'BRL', 'MXN', 'ARS', 'COP', 'CLP', 'PEN'];
const keys = ['7', '8', '9', '÷', '4', '5', '6', '×', '1', '2', '3', '−', '0', '.', '%', '+'];

/** A form whose figures change while one types; they are read aloud when they change. */
export function renderCalculator(
  { id, calculator }: Extract<Section, { type: 'calculator' }>,
  { language }: Content,
  words: PageWords,
): string {
  if (calculator.formula === 'keypad') return renderKeypad(id, calculator.note, words);
  const { formula, currency, fields, results, note } = calculator;
  const options = currencies.map((one) => `<option${one === currency ? ' selected' : ''}>${one}</option>`).join('');
  return lines(0, [
    `<form class="calculator" data-calculator="${formula}" data-language="${language}" novalidate>`,
    '  <div class="calculator-fields">',
    ...fields.map((field) => lines(4, [renderField(id, field, words)])),
    '    <p class="field">',
    `      <label for="${id}-currency">${text(words.currency)}</label>`,
    `      <select id="${id}-currency" name="currency">${options}</select>`,
    '    </p>',
    '  </div>',
    '  <div class="calculator-results">',
    '    <div role="status">',
    '      <dl>',
    ...results.map(
      ({ name, label }, index) =>
        `        <div class="result${index === 0 ? ' result-main' : ''}"><dt>${text(label)}</dt><dd data-result="${name}">–</dd></div>`,
    ),
    '      </dl>',
    '    </div>',
    '    <p class="calculator-actions">',
    `      <button class="button" type="submit">${text(words.calculate)}</button>`,
    `      <button class="button button-quiet" type="reset">${text(words.reset)}</button>`,
    '    </p>',
    '  </div>',
    '</form>',
    note && `<p class="note">${text(note)}</p>`,
  ]);
}

function renderField(
  id: string,
  { name, label, value, step, most, unit, isCheck }: CalculatorField,
  words: PageWords,
): string {
  const key = `${id}-${name}`;
  if (isCheck) {
    return `<p class="field field-check"><label><input type="checkbox" name="${name}"> ${text(label)}</label></p>`;
  }
  return lines(0, [
    '<p class="field">',
    `  <label for="${key}">${text(label)}${unit ? ` <span class="unit">(${text(unit)})</span>` : ''}</label>`,
    `  <input id="${key}" name="${name}" type="number" inputmode="decimal" min="0"${most === undefined ? '' : ` max="${most}"`} step="${step}" value="${value}" aria-describedby="${key}-error">`,
    `  <span class="field-error" id="${key}-error" hidden>${text(words.invalid)}</span>`,
    '</p>',
  ]);
}

const names: Record<string, string> = { '÷': '/', '×': '*', '−': '-' };

function renderKeypad(id: string, note: string, words: PageWords): string {
  const key = (label: string) =>
    `    <button class="key${/\d|\./.test(label) ? '' : ' key-operator'}" type="button" data-key="${names[label] ?? label}">${label}</button>`;
  return lines(0, [
    '<div class="keypad" data-keypad>',
    `  <p class="keypad-term" data-keypad-term></p>`,
    `  <output class="keypad-screen" id="${id}-screen" data-keypad-screen>0</output>`,
    '  <div class="keypad-keys">',
    `    <button class="key key-wide" type="button" data-key="clear">${text(words.reset)}</button>`,
    '    <button class="key key-operator" type="button" data-key="back">⌫</button>',
    ...keys.map(key),
    '    <button class="key key-equals" type="button" data-key="=">=</button>',
    '  </div>',
    '</div>',
    note && `<p class="note">${text(note)}</p>`,
  ]);
}
