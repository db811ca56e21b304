import { isObject } from '../../wire/message-request.js';
import { agentWords } from './agent-words.js';
import type { Desk, Move } from './desk.js';
import { type Defect, reviewFiles } from './review-files.js';
import { lookAt, submit } from './work-on-files.js';

const penalties = { high: 30, medium: 12, low: 3 };

const scoreOf = (defects: Defect[]): number =>
  Math.max(0, 100 - defects.reduce((sum, { severity }) => sum + penalties[severity], 0));

const isFine = (defects: Defect[]): boolean => defects.every(({ severity }) => severity === 'low');

/** Reads the files and says what is against a few rules that can be seen in them. */
export function playReviewer(desk: Desk): Move {
  const words = agentWords[desk.task.language];
  const files = (desk.files() ?? []).filter((path) => /\.(?:html|css|js|json)$/.test(path)).slice(0, 20);
  const look = lookAt(desk, files, words.reading) ?? check(desk, words.checking);
  if (look) return look;
  const texts = new Map(
    files
      .flatMap((path) => [[path, desk.read(path)] as const])
      .filter((one): one is [string, string] => one[1] !== undefined),
  );
  const defects = reviewFiles(texts, desk.files() ?? [...texts.keys()]);
  const summary = words.reviewed(defects.length);
  return submit(desk, { passed: isFine(defects), score: scoreOf(defects), defects, summary }, summary);
}

/** Lets the checks run and passes on what they found, no more and no less. */
export function playTester(desk: Desk): Move {
  const words = agentWords[desk.task.language];
  const look = check(desk, words.checking);
  if (look) return look;
  const report = desk.attempts('check_site').findLast(({ isError }) => !isError)?.result;
  if (!isObject(report)) {
    const defects: Defect[] = [{ severity: 'high', path: '', what: words.unchecked }];
    return submit(desk, { passed: false, score: 0, defects, summary: words.unchecked }, words.unchecked);
  }
  const defects = toDefects(report.problems ?? report.defects ?? report.findings);
  const passed = typeof report.passed === 'boolean' ? report.passed : isFine(defects);
  const summary = words.tested(defects.length, passed);
  return submit(
    desk,
    { passed, score: passed ? Math.max(70, scoreOf(defects)) : Math.min(69, scoreOf(defects)), defects, summary },
    summary,
  );
}

const check = (desk: Desk, say: string): Move | undefined =>
  desk.tools.has('check_site') && desk.attempts('check_site').length === 0
    ? { say, calls: [{ name: 'check_site', input: {} }] }
    : undefined;

function toDefects(problems: unknown): Defect[] {
  if (!Array.isArray(problems)) return [];
  return problems
    .filter(isObject)
    .slice(0, 50)
    .map(({ severity, path, line, what, message }) => ({
      severity: severity === 'high' || severity === 'medium' ? severity : 'low',
      path: typeof path === 'string' ? path.slice(0, 200) : '',
      what: `${toWords(what) || toWords(message) || '?'}${typeof line === 'number' ? ` (line ${line})` : ''}`,
    }));
}

const toWords = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 460) : '');
