import type { Finding } from './finding.ts';

const marks = { well: '✓', warning: '!', fault: '✗' };

/** What a person reads: each part in a line, what to do below it, and the sum of it. */
export function report(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ about, level, says, advice }) => [
    `${marks[level]} ${about}: ${says}`,
    ...(advice ? [`    ${advice}`] : []),
  ]);
  const count = (wanted: Finding['level']): number => findings.filter(({ level }) => level === wanted).length;
  const [faults, warnings] = [count('fault'), count('warning')];
  const sum = faults > 0 ? `${faults} ${faults === 1 ? 'fault' : 'faults'}` : 'All is well';
  return `${lines.join('\n')}\n\n${sum}${warnings > 0 ? `, ${warnings} to look at` : ''}.\n`;
}
