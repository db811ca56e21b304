import type { CheckProblem, SiteFile } from '../check-report.ts';
import { type Report, serveJobs } from '../serve-jobs.ts';
import { findMiners } from './find-miners.ts';
import { inspectCss } from './inspect-css.ts';
import { inspectHtml } from './inspect-html.ts';
import { inspectJavascript } from './inspect-javascript.ts';
import { inspectLinks } from './inspect-links.ts';
import { type Page, readPage } from './read-page.ts';
import { SiteIndex } from './site-index.ts';

const mostElements = 5_000;
const mostToValidate = 20_000;
const mostDepth = 250;

/** All that can be said of a site without opening it. Nothing of it is left over: the process is never spent. */
async function readSite({ files }: { files: SiteFile[] }, report: Report): Promise<false> {
  const index = new SiteIndex(files.map(({ path, content }) => ({ path, content: Buffer.from(content) })));
  const look = (check: CheckProblem['check'], path: string, inspect: () => CheckProblem[]) => {
    report({ stage: { check, path } });
    report({ problems: guard(check, path, inspect) });
  };
  look('javascript', '', () => findMiners(index));
  for (const [path, text] of index.withExtension('html', 'htm', 'svg'))
    look('html', path, () => {
      const page = readPage(path, text);
      index.pages.set(path, page);
      return weighPage(page);
    });
  for (const page of index.pages.values()) look('links', page.path, () => inspectLinks(index, page));
  for (const [path, text] of index.withExtension('css')) look('css', path, () => inspectCss(index, path, text));
  look('javascript', '', () => inspectJavascript(index, (path) => report({ stage: { check: 'javascript', path } })));
  for (const [path, text] of index.withExtension('json', 'webmanifest'))
    look('javascript', path, () => inspectJson(path, text));
  for (const [path, text] of index.withExtension('html', 'htm')) {
    const page = index.pages.get(path);
    // Validators of markup need time by the square of what they read.
    if (page && page.elements <= mostToValidate && page.depth <= mostDepth)
      look('html', path, () => inspectHtml(page, text));
  }
  return false;
}

function weighPage({ path, elements, depth }: Page): CheckProblem[] {
  const report = (severity: CheckProblem['severity'], what: string) => [
    { check: 'size' as const, severity, path, what },
  ];
  if (depth > mostDepth) return report('high', `Elements of the page stand ${depth} deep, more than ${mostDepth}.`);
  if (elements <= mostElements) return [];
  const severity = elements > mostToValidate ? 'high' : 'medium';
  return report(severity, `The page has ${elements} elements, more than ${mostElements}.`);
}

/** A file that a library cannot cope with is that file's problem, and no other's. */
function guard(check: CheckProblem['check'], path: string, inspect: () => CheckProblem[]): CheckProblem[] {
  try {
    return inspect();
  } catch (error) {
    const why =
      error instanceof RangeError ? 'it is nested too deeply' : error instanceof Error ? error.message : 'unknown';
    return [{ check, severity: 'high', path, what: `This file cannot be checked: ${why}` }];
  }
}

function inspectJson(path: string, text: string): CheckProblem[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [{ check: 'javascript', severity: 'high', path, what: `The file is no JSON: ${(error as Error).message}` }];
  }
}

serveJobs(readSite);
