import { AppError } from '#libs/errors';

/** What is wrong at one place of the folder. */
export interface Problem {
  /** Relative to the folder. */
  file: string;
  /** Counted from 1, header included; of a JSON file the number of the item. 0: the file as a whole. */
  line: number;
  column: string;
  reason: string;
}

export interface Changes {
  added: number;
  updated: number;
  unchanged: number;
  /** No longer in the folder: products stay for the orders that name them, documents go. */
  retired: number;
}

export interface ImportReport {
  business: string;
  /** Its own numbers; none: every number that is not another business's. */
  numbers: string[];
  rows: { read: number; imported: number; bad: number };
  products: Changes;
  documents: Changes;
  passages: number;
  /** At least one for each bad row and each bad document. */
  problems: Problem[];
  /** What was imported all the same and that somebody should look at. */
  warnings: Problem[];
}

export const noChanges = (): Changes => ({ added: 0, updated: 0, unchanged: 0, retired: 0 });

/** The folder cannot be imported at all: nothing has changed. */
export class ImportError extends AppError {
  constructor(readonly problems: Problem[]) {
    super('INVALID_REQUEST', { message: problems.map(describeProblem).join('\n') });
  }
}

export const describeProblem = ({ file, line, column, reason }: Problem): string =>
  `${line > 0 ? `${file}:${line}` : file}  ${column ? `${column}: ` : ''}${reason}`;

/** For a terminal. */
export function describeReport(report: ImportReport): string {
  const { business, numbers, rows, products, documents, passages, problems, warnings } = report;
  const lines = [
    `${business}: answers on ${numbers.length > 0 ? numbers.join(', ') : 'every number that is not another business’s'}`,
    `catalogue: ${rows.imported} of ${rows.read} rows; products ${describeChanges(products)}`,
    `knowledge: ${passages} passages; documents ${describeChanges(documents)}`,
  ];
  if (problems.length > 0)
    lines.push('', `${rows.bad} bad rows, ${problems.length} problems:`, ...problems.map(describeProblem));
  if (warnings.length > 0) lines.push('', `Worth a look (${warnings.length}):`, ...warnings.map(describeProblem));
  return lines.join('\n');
}

const describeChanges = ({ added, updated, unchanged, retired }: Changes) =>
  `${added} new, ${updated} changed, ${unchanged} unchanged, ${retired} gone`;
