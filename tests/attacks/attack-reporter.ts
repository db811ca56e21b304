import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Attack, Played } from './attack.ts';
import { ATTACKS } from './attacks.ts';
import { toPattern } from './cases.ts';

type Outcome = 'safe' | 'FAILED' | 'skipped' | 'NOT RUN' | 'no target';

/** What jest tells of a run, as far as it is read here. */
interface Results {
  testResults: { testFilePath: string; testResults: { fullName: string; status: string }[] }[];
}

export interface Ran {
  spec: string;
  name: string;
  status: string;
}

/** A reporter of jest: what came of each attack that was asked for, as Markdown, in the file of ATTACKS_REPORT. */
export default class AttackReporter {
  private readonly root: string;
  private failure: Error | undefined;

  constructor({ rootDir }: { rootDir: string }) {
    this.root = rootDir;
  }

  onRunComplete(_: unknown, { testResults }: Results): void {
    const ran = testResults.flatMap(({ testFilePath, testResults: cases }) =>
      cases.map(({ fullName, status }) => ({ spec: relative(this.root, testFilePath), name: fullName, status })),
    );
    const only = (process.env['ATTACKS_ONLY'] ?? '').split(',').filter(Boolean);
    const asked = ATTACKS.filter(({ id }) => only.length === 0 || only.includes(id));
    const rows = asked.map((attack) => ({ attack, outcome: outcomeOf(attack, ran) }));
    writeFileSync(process.env['ATTACKS_REPORT'] ?? 'attacks.md', toMarkdown(rows));
    const bad = rows.filter(({ outcome }) => outcome === 'FAILED' || outcome === 'NOT RUN');
    if (bad.length > 0) this.failure = new Error(`not safe: ${bad.map(({ attack }) => attack.id).join(', ')}`);
  }

  /** What makes jest end with a failure, also when a case that an attack needs did not run at all. */
  getLastError(): Error | undefined {
    return this.failure;
  }
}

/** As bad as the worst of its cases. */
export function outcomeOf({ played }: Pick<Attack, 'played'>, ran: readonly Ran[]): Outcome {
  if (played.length === 0) return 'no target';
  const outcomes = played.flatMap(({ spec, cases }) =>
    cases.map((title) => {
      const pattern = toPattern(title);
      const found = ran.filter((one) => one.spec === spec && pattern.test(one.name));
      if (found.some(({ status }) => status === 'failed')) return 'FAILED';
      if (found.length === 0) return 'NOT RUN';
      return found.some(({ status }) => status === 'passed') ? 'safe' : 'skipped';
    }),
  );
  return (['FAILED', 'NOT RUN', 'skipped'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'safe';
}

export function toMarkdown(rows: readonly { attack: Attack; outcome: Outcome }[]): string {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of rows) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [
    '# Attacks',
    '',
    [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', '),
    '',
    '| | attack | target | safe outcome | came of it | where it is asserted |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ attack, outcome }) => toRow(attack, outcome)),
    '',
  ].join('\n');
}

const toRow = ({ id, what, target, safe, played, open }: Attack, outcome: Outcome): string => {
  const places = [...played.map(toPlace), ...(open ? [`open: ${open}`] : [])].join('<br>');
  return `| ${[id, what, target, safe, outcome, places].map(escape).join(' | ')} |`;
};

const toPlace = ({ spec, cases }: Played): string => `${spec}: ${cases.join('; ')}`;
const escape = (cell: string): string => cell.replaceAll('|', '\\|');
