import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import type { CheckProblem, Severity } from '../check-report.ts';
import type { Page } from './read-page.ts';

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      'missing-doctype': 'error',
      'input-missing-label': 'error',
      'no-missing-references': 'error',
      'long-title': 'off',
      'no-implicit-button-type': 'off',
      'prefer-native-element': 'off',
      'meta-refresh': 'off',
    },
  }),
);

const ACCESSIBILITY =
  /^(wcag\/|aria-|area-alt|empty-|hidden-focusable|input-missing-label|multiple-labeled|no-abstract-role|no-autoplay|no-redundant|text-content|unique-landmark|valid-autocomplete)/;
const MILD = new Set([
  'deprecated',
  'no-deprecated-attr',
  'no-raw-characters',
  'unrecognized-char-ref',
  'valid-autocomplete',
  'valid-id',
  'attr-spacing',
  'unique-landmark',
  'no-redundant-role',
  'no-redundant-for',
  'no-redundant-aria-label',
  'aria-label-misuse',
  'no-missing-references', // a script may make what is referred to
]);

/** Whether the markup is lawful, without opening it. Comments that would silence the validator have no power here. */
export function inspectHtml({ path, hasViewport }: Page, markup: string): CheckProblem[] {
  const { results } = validator.validateStringSync(markup.replaceAll('[html-validate-', '[html_validate-'), path);
  const problems = results
    .flatMap(({ messages }) => messages)
    .map(({ ruleId, message, line }): CheckProblem => {
      const check = ACCESSIBILITY.test(ruleId) ? 'accessibility' : 'html';
      return { check, severity: severityOf(ruleId), path, line, what: `${message} (${ruleId})` };
    });
  if (!hasViewport)
    problems.push({
      check: 'layout',
      severity: 'medium',
      path,
      what: 'The page has no <meta name="viewport" content="width=device-width, initial-scale=1">: phones show it tiny.',
    });
  return problems;
}

const severityOf = (rule: string): Severity => (rule === 'parser-error' ? 'high' : MILD.has(rule) ? 'low' : 'medium');
