import { parse } from 'csv-parse/sync';

/** A row of a table, by column; or why there is none. */
export type TableRecord =
  | { line: number; values: Record<string, string>; problem?: undefined }
  | { line: number; values?: undefined; problem: string };

export interface Table {
  columns: string[];
  records: TableRecord[];
}

/** Lines that one row may span: a quote that nobody closed costs its own line, not the rest of the file. */
const mostLines = 40;

/** A CSV file, separated by commas, semicolons or tabs, whatever the header uses most. */
export function readCsv(text: string): Table {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const header = lines[0] ?? '';
  const delimiter = [',', ';', '\t'].toSorted((a, b) => header.split(b).length - header.split(a).length)[0]!;
  const columns = (splitRow(header, delimiter) ?? []).map((name) => name.trim().toLowerCase());
  const records: TableRecord[] = [];
  for (let at = 1; at < lines.length;) {
    const line = at + 1;
    if (!lines[at]!.trim()) {
      at += 1;
      continue;
    }
    const row = takeRow(lines, at, delimiter, columns.length);
    at += row.lines;
    records.push(
      row.values
        ? { line, values: Object.fromEntries(columns.map((name, n) => [name, row.values[n]!.trim()])) }
        : { line, problem: row.problem },
    );
  }
  return { columns, records };
}

type Row = { lines: number; values: string[] } | { lines: number; values?: undefined; problem: string };

function takeRow(lines: string[], at: number, delimiter: string, width: number): Row {
  const first = lines[at]!;
  let text = '';
  let quotes = 0;
  for (let count = 1; count <= mostLines && at + count <= lines.length; count++) {
    const next = lines[at + count - 1]!;
    text = count === 1 ? next : `${text}\n${next}`;
    quotes += next.split('"').length - 1;
    if (quotes % 2 > 0) continue;
    const values = splitRow(text, delimiter);
    if (values?.length === width) return { lines: count, values };
    break;
  }
  const values = splitRow(first, delimiter);
  if (!values) return { lines: 1, problem: 'a quote is opened and not closed, or stands inside a value' };
  return { lines: 1, problem: `has ${values.length} columns, the header has ${width}` };
}

function splitRow(text: string, delimiter: string): string[] | undefined {
  if (!text.includes('"')) return text.split(delimiter);
  try {
    return parse(text, { delimiter, relax_column_count: true })[0];
  } catch {
    return undefined;
  }
}

/**
 * A JSON file: a list of objects with the same names as the columns. Lists become "a|b".
 * @throws Error with a reason for people
 */
export function readJson(text: string): Table {
  const items: unknown = JSON.parse(text);
  if (!Array.isArray(items)) throw new Error('expected a list of objects');
  const columns = new Set<string>();
  const records = items.map((item: unknown, index): TableRecord => {
    const line = index + 1;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return { line, problem: 'is no object' };
    const values: Record<string, string> = {};
    for (const [name, value] of Object.entries(item)) {
      const column = name.trim().toLowerCase();
      columns.add(column);
      values[column] = toCell(value);
    }
    return { line, values };
  });
  return { columns: [...columns], records };
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(toCell).join('|');
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
