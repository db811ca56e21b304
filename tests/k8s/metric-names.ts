import { readFileSync } from 'node:fs';

/** Names of docs/metrics.md, which is written from what the services register and checked against it elsewhere. */
export function metricNames(): Set<string> {
  const text = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  return new Set([...text.matchAll(/^\| `([a-z_0-9:]+)/gm)].map(([, name]) => name!));
}

/** Whether a series of a query is one of these, as a counter or as what a histogram consists of. */
export const isMeasured = (series: string, names = metricNames()): boolean =>
  names.has(series) || names.has(series.replace(/_(bucket|sum|count)$/, ''));

/** What a query reads: every name that is followed by a selector, a range or nothing that makes it a function or a label. */
export function seriesOf(query: string): string[] {
  const bare = query
    .replace(/"(\\.|[^"\\])*"/g, '""')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  const inner = bare.replace(/\{[^}]*\}/g, '{}').replace(/\[[^\]]*\]/g, '');
  return [...new Set([...inner.matchAll(/\b([a-z_:][a-zA-Z0-9_:]*)\b(?!\s*\()/g)].map(([, name]) => name!))].filter(
    (name) => !KEYWORDS.has(name) && name.includes('_'),
  );
}

const KEYWORDS = new Set([
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
]);
