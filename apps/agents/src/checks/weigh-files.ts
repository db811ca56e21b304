import type { CheckLimits } from './check-limits.js';
import type { CheckProblem, SiteFile } from './check-report.js';

export interface Weighed {
  problems: CheckProblem[];
  /** What the other checks look at: files of lawful name and size; empty when the site as a whole is too big. */
  inspected: SiteFile[];
  notes: string[];
}

const longestPath = 200;

/** Number, sizes and names of a site's files. Reads no content, so that the biggest site costs nothing. */
export function weighFiles(files: SiteFile[], limits: CheckLimits): Weighed {
  const problems: CheckProblem[] = [];
  const report = (check: 'size' | 'links', path: string, what: string) =>
    problems.push({ check, severity: 'high', path: path.slice(0, longestPath), what });
  if (files.length > limits.files) {
    report('size', '', `The site has ${files.length} files, more than ${limits.files}.`);
    return { problems, inspected: [], notes: [`Only the number of files was checked.`] };
  }
  const seen = new Map<string, string>();
  const inspected = files.filter(({ path, content }) => {
    const fault = faultOf(path);
    const twin = seen.get(path.toLowerCase());
    seen.set(path.toLowerCase(), path);
    if (fault) report('links', path, `The path of this file ${fault}.`);
    else if (twin !== undefined) report('links', path, `This file's name differs from ${twin} only by its case.`);
    else if (content.length > limits.fileBytes)
      report('size', path, `This file has ${inKb(content.length)}, more than ${inKb(limits.fileBytes)}.`);
    else return true;
    return false;
  });
  const total = sum(files);
  if (total > limits.siteBytes)
    report('size', '', `The site has ${inKb(total)}, more than ${inKb(limits.siteBytes)} in all.`);
  if (!files.some(({ path }) => path === 'index.html')) report('links', '', 'There is no index.html.');
  if (sum(inspected) <= limits.siteBytes) return { problems, inspected, notes: [] };
  return { problems, inspected: [], notes: ['Only sizes and names were checked: the site is too big.'] };
}

function faultOf(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.length > longestPath) return `is longer than ${longestPath} characters`;
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(path)) return 'has invisible characters';
  if (/[\\?#%:*"<>|]/.test(path)) return 'has a character that an address cannot show';
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..'))
    return 'has an empty part, . or .., or begins or ends with /';
  if (path.normalize('NFC') !== path) return 'is not in Unicode form NFC';
  return undefined;
}

const sum = (files: SiteFile[]): number => files.reduce((bytes, { content }) => bytes + content.length, 0);

const inKb = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`;
