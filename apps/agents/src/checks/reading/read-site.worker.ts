import type { CheckProblem, SiteFile } from '../check-report.ts';
import { type Report, serveJobs } from '../serve-jobs.ts';
import { findMiners } from './find-miners.ts';
import { inspectCss } from './inspect-css.ts';
import { inspectHtml } from './inspect-html.ts';
import { inspectJavascript } from './inspect-javascript.ts';
import { inspectLinks } from './inspect-links.ts';
import { readPage } from './read-page.ts';
import { SiteIndex } from './site-index.ts';

const mostElements = 5_000;

/** All that can be said of a site without opening it. */
async function readSite({ files }: { files: SiteFile[] }, report: Report): Promise<void> {
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
      if (page.elements <= mostElements) return [];
      return [
        {
          check: 'size',
          severity: 'medium',
          path,
          what: `The page has ${page.elements} elements, more than ${mostElements}.`,
        },
      ];
    });
  for (const page of index.pages.values()) look('links', page.path, () => inspectLinks(index, page));
  for (const [path, text] of index.withExtension('css')) look('css', path, () => inspectCss(index, path, text));
  look('javascript', '', () => inspectJavascript(index, (path) => report({ stage: { check: 'javascript', path } })));
  for (const [path, text] of index.withExtension('json', 'webmanifest'))
    look('javascript', path, () => inspectJson(path, text));
  for (const [path, text] of index.withExtension('html', 'htm')) {
    const page = index.pages.get(path);
    if (page) look('html', path, () => inspectHtml(page, text));
  }
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
