import type { Result } from './play-scenario.ts';

const HEAD = [
  'scenario',
  'result',
  'messages (during the fault)',
  'fault evidence',
  'takeover',
  'seed',
  'duration',
  'notes',
];

/** A table in Markdown. */
export function toReport(results: readonly Result[], seed: number): string {
  const rows = results.map((result) => rowOf(result, seed));
  const counts = (['passed', 'failed', 'skipped'] as const).map(
    (outcome) => `${results.filter((result) => result.outcome === outcome).length} ${outcome}`,
  );
  return [
    '# Chaos suite',
    '',
    `Seed ${seed}, ${counts.join(', ')}. Replay one with \`npm run test:chaos -- --only <id> --seed ${seed}\`.`,
    '',
    toLine(HEAD),
    toLine(HEAD.map(() => '---')),
    ...rows.map(toLine),
    '',
  ].join('\n');
}

function rowOf(
  { scenario, outcome, messages, during, evidence, takeoverMs, seconds, says }: Result,
  seed: number,
): string[] {
  return [
    `${scenario.id} ${scenario.title}`,
    outcome === 'failed' ? '**failed**' : outcome,
    messages > 0 ? `${messages} (${during})` : '',
    Object.entries(evidence)
      .map(([what, count]) => `${what}: ${count}`)
      .join(', '),
    takeoverMs === undefined ? '' : `${(takeoverMs / 1_000).toFixed(1)} s`,
    messages > 0 ? `${seed}` : '',
    outcome === 'skipped' ? '' : `${seconds.toFixed(0)} s`,
    says.join('; '),
  ];
}

const toLine = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
