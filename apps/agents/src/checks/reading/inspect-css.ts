import {
  type CssNode,
  type Declaration,
  lexer,
  parse,
  property as propertyOf,
  type SyntaxParseError,
  tokenize,
  tokenTypes,
  walk,
  type WalkContext,
} from 'css-tree';
import type { CheckProblem } from '../check-report.ts';
import { loadProblem, type SiteIndex } from './site-index.ts';

/**
 * Whether a style sheet can be read and says what browsers know. What it loads must be a file of the site. A browser skips a
 * declaration that it does not know, and browsers learn faster than lists of properties: such findings are low.
 */
export function inspectCss(index: SiteIndex, path: string, text: string): CheckProblem[] {
  const problems: CheckProblem[] = [];
  const report = (severity: CheckProblem['severity'], line: number | undefined, what: string) =>
    problems.push({ check: 'css', severity, path, line, what });
  const onParseError = ({ message, line }: SyntaxParseError) => report('medium', line, message);
  const sheet = parse(text, { positions: true, onParseError });
  const load = (url: string, what: string, line?: number) => {
    const problem = url.startsWith('#') ? undefined : loadProblem(index, { url, from: path, what, line });
    if (problem) problems.push(problem);
  };
  walk(sheet, function (this: WalkContext, node) {
    const line = node.loc?.start.line;
    if (node.type === 'Url') load(node.value, 'What url() loads', line);
    if (node.type === 'Atrule') {
      if (node.name === 'import') load(importedBy(node.prelude) ?? '', 'What @import loads', line);
      if (lexer.checkAtruleName(node.name)) report('low', line, `No browser knows @${node.name}.`);
    }
    // Outside of rules stand descriptors, of @font-face for example, which are not properties.
    if (node.type === 'Declaration' && this.rule) inspectDeclaration(node, (what) => report('low', line, what));
  });
  const open = unclosedLine(text);
  if (open !== undefined) report('medium', open, 'A block is opened here and never closed.');
  return problems;
}

function inspectDeclaration({ property, value }: Declaration, report: (what: string) => void): void {
  if (propertyOf(property).custom || value.type === 'Raw') return;
  const unknown = lexer.checkPropertyName(property);
  const mismatch = unknown ? undefined : lexer.matchProperty(property, value).error;
  if (unknown) report(`No browser knows the property ${property}.`);
  else if (mismatch?.name === 'SyntaxMatchError') report(`The property ${property} cannot have this value.`);
}

/** `@import "a.css"`: the string; `@import url(a.css)` is found as an address of its own. */
function importedBy(prelude: CssNode | null): string | undefined {
  const first = prelude?.type === 'AtrulePrelude' ? prelude.children.first : null;
  return first?.type === 'String' ? first.value : undefined;
}

/** Line of the first `{` that has no `}`: a parser forgives it at the end of a file. */
function unclosedLine(text: string): number | undefined {
  const open: number[] = [];
  tokenize(text, (type, start) => {
    if (type === tokenTypes.LeftCurlyBracket) open.push(start);
    if (type === tokenTypes.RightCurlyBracket) open.pop();
  });
  return open[0] === undefined ? undefined : text.slice(0, open[0]).split('\n').length;
}
