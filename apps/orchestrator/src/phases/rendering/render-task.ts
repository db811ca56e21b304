import { fillTemplate, type Variable, variablesOf } from '../../workflows/template.js';
import { asData } from './as-data.js';
import { canonicalJson } from '#libs/signing';

/** What the variables of a task stand for. */
export interface TaskValues {
  request: string;
  title: string;
  /** ISO 639-1. */
  language: string;
  /** Name of the business of the number: whom the person writes to, not what the site is about. */
  business: string;
  /** What the person asked this phase for since, oldest first. */
  changes: readonly string[];
  /** Of the phases that it depends on, directly or through others. */
  outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What one variable may bring in: a whole plan fits, a flood does not. */
const MAX_VALUE = 6_000;
/** Agents take 100,000 characters; history, files and what others said need room as well. */
const MAX_TASK = 60_000;

/**
 * The instruction of a phase with its values in it. Only the template speaks with authority: each value stands between
 * the marks of data and is read once, so that no value can bring in another variable.
 */
export function renderTask(template: string, values: TaskValues): string {
  const rendered = fillTemplate(template, (variable) => valueOf(variable, values));
  const asked = changesOf(values);
  const addition =
    asked && !variablesOf(template).some(({ expression }) => expression === 'changes')
      ? `\n\n${CHANGE_RULE}\n${asked}`
      : '';
  return rendered.slice(0, MAX_TASK - addition.length).toWellFormed() + addition;
}

const CHANGE_RULE =
  'The files are those of the last version. The person asks for these changes, the newest last: make them, and leave everything else as it is.';

function valueOf({ expression, output }: Variable, values: TaskValues): string {
  if (output) {
    const whole = Object.hasOwn(values.outputs, output.phase) ? values.outputs[output.phase]! : {};
    const value = output.field === undefined ? whole : Object.hasOwn(whole, output.field) ? whole[output.field] : '';
    return asData(expression, typeof value === 'string' ? value : canonicalJson(value), MAX_VALUE);
  }
  switch (expression) {
    case 'language':
      return /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(values.language) ? values.language : 'es';
    case 'request':
    case 'title':
    case 'business':
      return asData(expression, values[expression], MAX_VALUE);
    case 'changes':
      return changesOf(values) || asData('changes', '', MAX_VALUE);
    default:
      return '';
  }
}

const changesOf = ({ changes }: TaskValues): string =>
  changes.length === 0 ? '' : asData('changes', changes.map((text) => `- ${text}`).join('\n'), MAX_VALUE);
