import { readFileSync } from 'node:fs';
import { seriesOf } from './metric-names.ts';

/** Labels that Prometheus adds, or that series of Kubernetes and cert-manager have. */
const ADDED = [
  'service',
  'namespace',
  'pod',
  'slo',
  'deployment',
  'job_name',
  'condition',
  'name',
  'resource',
  'container',
];
const ELSEWHERE = /^(kube_|container_|certmanager_|ALERTS)/;

/** Labels of each metric, as docs/metrics.md has them from the code. */
const labelsOf = new Map<string, Set<string>>();
for (const [, name, labels] of readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8').matchAll(
  /^\| `([a-z_0-9]+)` \| \w+ \| ([^|]*) \|/gm,
)) {
  const known = labelsOf.get(name!) ?? new Set();
  for (const [, label] of labels!.matchAll(/`(\w+)`/g)) known.add(label!);
  labelsOf.set(name!, known);
}

/** The row of a series, which may be a part of a histogram. */
const rowOf = (series: string): Set<string> | undefined =>
  labelsOf.get(series) ?? labelsOf.get(series.replace(/_(bucket|sum|count)$/, ''));

/** Series of a query that nobody measures, then labels that none of its series have. */
export function wrongNames(query: string, records: ReadonlySet<string> = new Set()): string[] {
  const series = seriesOf(query).filter((name) => !records.has(name) && !ELSEWHERE.test(name));
  const wrong = series.filter((name) => !rowOf(name));
  const mayHave = new Set([...ADDED, 'le', ...series.flatMap((name) => [...(rowOf(name) ?? [])])]);
  const bare = query.replace(/"(\\.|[^"\\])*"/g, '""');
  const clauses = [...bare.matchAll(/\b(?:by|on|without|ignoring|group_left|group_right)\s*\(([^)]*)\)/g)].flatMap(
    ([, list]) => list!.split(',').map((label) => label.trim()),
  );
  const matchers = [...bare.matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) =>
    [...list!.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label!),
  );
  return [...wrong, ...new Set([...clauses, ...matchers].filter((label) => label && !mayHave.has(label)))];
}
