import type { CheckProblem } from '../check-report.ts';
import type { Page, Reference } from './read-page.ts';
import { loadProblem, type SiteIndex } from './site-index.ts';

/** Addresses that a page names: each must lead to something, and what the page fetches must be its own. */
export function inspectLinks(index: SiteIndex, page: Page): CheckProblem[] {
  const problems = page.references.flatMap((reference) => inspect(index, page, reference) ?? []);
  if (page.path.toLowerCase().endsWith('.svg')) return problems; // an image: nothing in it runs, and its styles are its own
  for (const { name, line } of page.inlineAttributes)
    problems.push(
      name === 'style'
        ? fault(page, 'html', 'medium', line, 'The attribute style is not applied by published sites: use a class.')
        : fault(
            page,
            'javascript',
            'high',
            line,
            `The attribute ${name} does not run: use addEventListener in a script file.`,
          ),
    );
  for (const { line } of page.inlineScripts)
    problems.push(fault(page, 'javascript', 'high', line, 'A script inside the page does not run: move it to a file.'));
  for (const { line } of page.inlineStyles)
    problems.push(
      fault(page, 'css', 'high', line, 'A style element inside the page is not applied: move it to a file.'),
    );
  return problems;
}

function inspect(index: SiteIndex, page: Page, { url, use, element, line }: Reference): CheckProblem | undefined {
  const target = index.resolve(url, page.path);
  if (target.kind === 'script')
    return fault(page, 'javascript', 'high', line, `An address of <${element}> is a script, which does not run.`);
  if (target.kind === 'inline' && use === 'load' && element !== 'img' && element !== 'source' && element !== 'link')
    return fault(
      page,
      'foreign-origin',
      'high',
      line,
      `<${element}> loads a data: or blob: address, which is refused.`,
    );
  if (use === 'load' && url === '') return fault(page, 'links', 'medium', line, `<${element}> has an empty address.`);
  if (target.kind === 'file') return inspectFragment(index, page, target, line);
  if (use === 'link' && target.kind === 'foreign') return undefined; // people may leave, by a tap of their own
  const what =
    use === 'submit' ? `What <${element}> sends to` : `What <${element}> ${use === 'link' ? 'leads to' : 'loads'}`;
  return loadProblem(index, { url, from: page.path, what, line });
}

function inspectFragment(
  index: SiteIndex,
  page: Page,
  { path, fragment }: { path: string; fragment: string },
  line?: number,
): CheckProblem | undefined {
  const target = index.pages.get(path);
  // `#/` and `#!` are routes of a script; `#top` is every page's beginning.
  if (!target || fragment === '' || fragment === 'top' || /^[/!]/.test(fragment)) return undefined;
  if (target.names.has(fragment) || target.names.has(decode(fragment))) return undefined;
  // A script may make the target when the page runs.
  const severity = target.scripts.length + target.modules.length > 0 ? 'low' : 'medium';
  return fault(page, 'links', severity, line, `Nothing in ${path} has the id ${fragment}.`);
}

const fault = (
  page: Page,
  check: CheckProblem['check'],
  severity: CheckProblem['severity'],
  line: number | undefined,
  what: string,
): CheckProblem => ({ check, severity, path: page.path, line, what });

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
