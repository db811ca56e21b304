import { Intent } from '#libs/contracts';
import { intentNames, type IntentName } from '../routing/own-intents.js';
import type { Judged } from './evaluate.js';
import { lowerBound } from './lower-bound.js';

const names = Object.keys(intentNames) as IntentName[];
const nameOf = (intent: Intent): string => names.find((name) => intentNames[name] === intent) ?? Intent[intent];
const percent = (right: number, of: number): string => (of === 0 ? '–' : `${((100 * right) / of).toFixed(1)} %`);
const share = (items: readonly Judged[], holds: (item: Judged) => boolean): string =>
  percent(items.filter(holds).length, items.length);

/** A table of text, its columns as wide as their widest cell. */
function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}

/** Accuracy by stage and by language. */
export function reportStages(judged: readonly Judged[]): string {
  const line = (name: string, items: readonly Judged[]): string[] => [
    name,
    `${items.length}`,
    percent(items.length, judged.length),
    share(items, ({ isIntentRight }) => isIntentRight),
    share(items, ({ isTakerRight }) => isTakerRight),
  ];
  return table([
    ['', 'texts', 'of all', 'right intent', 'right taker'],
    ...(['rules', 'retrieval', 'model'] as const).map((stage) =>
      line(
        `decided by ${stage}`,
        judged.filter((item) => item.stage === stage),
      ),
    ),
    ...['es', 'en', 'pt'].map((language) =>
      line(
        `language ${language}`,
        judged.filter(({ utterance }) => utterance.language === language),
      ),
    ),
    line('all', judged),
  ]);
}

/** How often retrieval has the right intent among its first: the ceiling of a model that chooses among ten. */
export function reportRecall(judged: readonly Judged[]): string {
  const ranked = judged.filter(({ rank }) => rank !== undefined);
  const line = (name: string, items: readonly Judged[]): string[] => [
    name,
    `${items.length}`,
    ...[1, 3, 5, 10].map((depth) => share(items, ({ rank }) => rank! > 0 && rank! <= depth)),
  ];
  return table([
    ['', 'texts', '@1', '@3', '@5', '@10'],
    ...['es', 'en', 'pt'].map((language) =>
      line(
        `language ${language}`,
        ranked.filter(({ utterance }) => utterance.language === language),
      ),
    ),
    line('all', ranked),
  ]);
}

/** What retrieval alone could decide at each lead, and what may be claimed of it. */
export function reportLeads(judged: readonly Judged[]): string {
  const ranked = judged.filter(({ lead }) => lead !== undefined);
  return table([
    ['lead of at least', 'texts', 'of all', 'right', 'lower bound'],
    ...[0.3, 0.5, 0.6, 0.7, 0.8, 0.9].map((lead) => {
      const sure = ranked.filter((item) => item.lead! >= lead);
      const right = sure.filter(({ rank }) => rank === 1).length;
      const bound = `${(100 * lowerBound(right, sure.length)).toFixed(1)} %`;
      return [
        lead.toFixed(2),
        `${sure.length}`,
        percent(sure.length, judged.length),
        percent(right, sure.length),
        bound,
      ];
    }),
  ]);
}

/** Rows are what people wanted, columns what was decided. */
export function reportConfusion(judged: readonly Judged[]): string {
  const decided = [...new Set([...names, ...judged.map(({ verdict }) => nameOf(verdict.intent))])];
  const short = (name: string): string => name.replace(/(\w{3})\w*_?(\w{0,3})\w*/, '$1$2');
  return table([
    ['', ...decided.map(short)],
    ...names.map((name) => {
      const own = judged.filter(({ utterance }) => utterance.intent === name);
      return [
        name,
        ...decided.map((other) => `${own.filter(({ verdict }) => nameOf(verdict.intent) === other).length || '·'}`),
      ];
    }),
  ]);
}
