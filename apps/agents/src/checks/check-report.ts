export interface SiteFile {
  /** Relative to the site's root, with `/` between folders. */
  path: string;
  content: Buffer;
}

const CHECKS = [
  'size',
  'foreign-origin',
  'links',
  'html',
  'css',
  'javascript',
  'console',
  'accessibility',
  'layout',
] as const;
export type Check = (typeof CHECKS)[number];

const SEVERITIES = ['high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface CheckProblem {
  check: Check;
  severity: Severity;
  /** File of the site, or empty when it is about the whole site. */
  path: string;
  line?: number;
  /** One sentence for whoever mends it; quotes of the site are cut. */
  what: string;
}

export interface Screenshot {
  mimeType: 'image/png' | 'image/jpeg';
  data: Buffer;
  width: number;
  height: number;
}

export interface CheckReport {
  /** Nothing of high or medium severity was found, and every check that this machine can run came to its end. */
  passed: boolean;
  /** Gravest first, then by check, path and line: the same site gives the same list. */
  problems: CheckProblem[];
  /** What was not checked, and why. */
  notes: string[];
  screenshot?: Screenshot;
  totals: { files: number; bytes: number };
}

const mostProblems = 100;
/** Of one check in one file: the hundredth missing attribute says nothing that the tenth did not. */
const mostAlike = 10;
const longest = 300;

/** Sorted, without repetitions and bounded; what was left out is said in a note. */
export function toReport(found: CheckProblem[], notes: string[], totals: CheckReport['totals']): CheckReport {
  const all = dropRepeated(found.map((problem) => ({ ...problem, what: shorten(problem.what) })).sort(inOrder));
  const alike = new Map<string, number>();
  const kept = all.filter(({ check, severity, path }) => {
    const key = `${check} ${severity} ${path}`;
    alike.set(key, (alike.get(key) ?? 0) + 1);
    return alike.get(key)! <= mostAlike;
  });
  const problems = kept.slice(0, mostProblems);
  const left = all.length - problems.length;
  return {
    passed: all.every(({ severity }) => severity === 'low'),
    problems,
    notes: left > 0 ? [...notes, `${left} more problems of the same kinds are not listed.`] : notes,
    totals,
  };
}

const inOrder = (one: CheckProblem, other: CheckProblem): number =>
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
  CHECKS.indexOf(one.check) - CHECKS.indexOf(other.check) ||
  compare(one.path, other.path) ||
  (one.line ?? 0) - (other.line ?? 0) ||
  compare(one.what, other.what);

/** By code units, so that no locale of a machine changes the order. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const dropRepeated = (sorted: CheckProblem[]): CheckProblem[] =>
  sorted.filter((problem, index) => index === 0 || inOrder(sorted[index - 1]!, problem) !== 0);

const shorten = (text: string): string => {
  const plain = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
};
