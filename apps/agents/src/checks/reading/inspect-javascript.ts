import js from '@eslint/js';
import { Linter, type Scope } from 'eslint';
import globals from 'globals';
import type { CheckProblem, Severity } from '../check-report.ts';
import { scriptLoads } from './script-loads.ts';
import { loadProblem, type SiteIndex } from './site-index.ts';

/** What throws when the line is reached, or never does what it says. */
const GRAVE = new Set([
  'no-undef',
  'no-const-assign',
  'no-class-assign',
  'no-import-assign',
  'constructor-super',
  'no-this-before-super',
  'no-obj-calls',
  'no-new-native-nonconstructor',
  'no-dupe-args',
]);
/** The policy of published sites refuses them. */
const REFUSED = new Set(['no-eval', 'no-implied-eval', 'no-new-func', 'no-script-url']);

const linter = new Linter();
const RULES: Linter.Config = {
  plugins: { site: { rules: { loads: scriptLoads } } },
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  rules: {
    ...js.configs.recommended.rules,
    // A name at the top of a script is there for the page's other scripts.
    'no-unused-vars': ['error', { vars: 'local', args: 'none', caughtErrors: 'none' }],
    'no-redeclare': 'off',
    'no-eval': 'error',
    'no-implied-eval': 'error',
    'no-new-func': 'error',
    'no-script-url': 'error',
    'site/loads': 'error',
  },
};

/** Whether scripts can be parsed, what would fail in them, and what they load. Nothing is run. */
export function inspectJavascript(index: SiteIndex, onFile: (path: string) => void): CheckProblem[] {
  const modules = findModules(index);
  const names: Record<string, 'writable'> = {};
  const problems: CheckProblem[] = [];
  const scripts = index.withExtension('js', 'mjs');
  for (const round of ['names', 'problems'] as const) {
    for (const [path, text] of scripts) {
      onFile(path);
      const isModule = modules.has(path);
      const messages = verify(text, path, isModule, names);
      if (round === 'names' && !isModule) for (const name of sharedNames()) names[name] = 'writable';
      if (round === 'problems') problems.push(...messages.flatMap((message) => toProblem(index, path, message) ?? []));
    }
  }
  return problems;
}

function verify(
  text: string,
  path: string,
  isModule: boolean,
  names: Record<string, 'writable'>,
): Linter.LintMessage[] {
  const languageOptions: Linter.LanguageOptions = {
    ecmaVersion: 'latest',
    sourceType: isModule ? 'module' : 'script',
    globals: { ...globals.browser, ...globals.worker, ...names },
  };
  try {
    return linter.verify(text, [{ ...RULES, files: ['**'], languageOptions }], { filename: path });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ ruleId: null, fatal: true, severity: 2, line: 1, column: 1, message: 'it is nested too deeply' }];
  }
}

/** Names that a script leaves to those that come after it: what it declares at its top, and what it puts on `window`. */
function sharedNames(): string[] {
  const code = linter.getSourceCode();
  const scope: Scope.Scope | null | undefined = code?.scopeManager?.globalScope;
  const declared = scope?.variables.filter(({ defs }) => defs.length > 0).map(({ name }) => name) ?? [];
  const put = [...(code?.text ?? '').matchAll(/\b(?:window|globalThis|self)\s*\.\s*([\w$]+)\s*=(?!=)/g)];
  return [...declared, ...put.map(([, name]) => name!)];
}

/** A script is a module where a page says so, or where a module imports it. */
function findModules(index: SiteIndex): Set<string> {
  const modules = new Set(index.withExtension('mjs').map(([path]) => path));
  const add = (url: string, from: string) => {
    const target = index.resolve(url, from);
    if (target.kind === 'file') modules.add(target.path);
  };
  for (const page of index.pages.values()) for (const url of page.modules) add(url, page.path);
  for (const path of modules)
    // grows while it is walked: what is added is visited as well
    for (const [, url] of (index.texts.get(path) ?? '').matchAll(/\b(?:import|from)\s*\(?\s*['"]([^'"\n]+)['"]/g))
      add(url!, path);
  return modules;
}

function toProblem(
  index: SiteIndex,
  path: string,
  { ruleId, fatal, message, line }: Linter.LintMessage,
): CheckProblem | undefined {
  if (fatal) return { check: 'javascript', severity: 'high', path, line, what: `The script does not run: ${message}` };
  if (ruleId === 'site/loads') return toLoadProblem(index, path, message, line);
  const severity: Severity = GRAVE.has(ruleId ?? '') || REFUSED.has(ruleId ?? '') ? 'medium' : 'low';
  return { check: 'javascript', severity, path, line, what: `${message} (${ruleId})` };
}

function toLoadProblem(index: SiteIndex, path: string, message: string, line: number): CheckProblem | undefined {
  const [base, url] = [message.slice(0, message.indexOf(' ')), message.slice(message.indexOf(' ') + 1)];
  if (base === 'page')
    return loadProblem(index, { url, from: pageOf(index, path), path, what: 'What the script loads', line });
  if (/^(\.{0,2}\/|\w+:)/.test(url))
    return loadProblem(index, { url, from: path, what: 'What the script imports', line });
  return {
    check: 'links',
    severity: 'high',
    path,
    line,
    what: `Browsers do not know the package ${url}: import a file of the site.`,
  };
}

/** The first page that runs a script, whose folder the script's addresses are relative to. */
function pageOf(index: SiteIndex, script: string): string {
  const runs = (url: string, page: string) => {
    const target = index.resolve(url, page);
    return target.kind === 'file' && target.path === script;
  };
  const pages = [...index.pages.values()];
  return (
    pages.find((page) => [...page.scripts, ...page.modules].some((url) => runs(url, page.path)))?.path ?? 'index.html'
  );
}
