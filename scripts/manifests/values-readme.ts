import { isMap, isScalar, parseDocument, stringify, YAMLMap } from 'yaml';

interface Row {
  path: string;
  fallback: string;
  meaning: string;
}

/** The chart's README: a table of everything in values.yaml that has a comment beginning with `--`. @throws for a value without one */
export function valuesReadme(values: string): string {
  const { contents } = parseDocument(values);
  if (!isMap(contents)) throw new Error('values.yaml is no map');
  const rows = rowsOf(contents, '');
  return `# Parley, the chart

\`helm install parley k8s/chart --namespace parley --create-namespace --values <yours>\`; what must be there before, and how the same
objects are installed with kubectl, stands in [the README above](../README.md). An unknown value is refused.

| value | default | meaning |
| --- | --- | --- |
${rows.map(({ path, fallback, meaning }) => `| \`${path}\` | ${fallback} | ${meaning} |`).join('\n')}

Written from values.yaml by \`npm run generate:k8s\`.
`;
}

function rowsOf(map: YAMLMap, prefix: string): Row[] {
  return map.items.flatMap((pair, index) => {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    const path = `${prefix}${key}`;
    const first = index === 0 ? (map.commentBefore ?? undefined) : undefined; // the parser gives it to the map
    const comment = (isScalar(pair.key) ? (pair.key.commentBefore ?? first) : first)
      ?.split('\n')
      .map((line) => line.trim())
      .find((line) => line.startsWith('-- '))
      ?.slice(3);
    if (comment !== undefined) return [{ path, fallback: fallbackOf(pair.value), meaning: comment }];
    if (isMap(pair.value) && pair.value.items.length > 0) return rowsOf(pair.value, `${path}.`);
    throw new Error(`${path} in values.yaml has no comment that begins with "# -- "`);
  });
}

const fallbackOf = (value: unknown): string => {
  const text = stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  return text === "''" || text === '""' ? '' : `\`${text}\``;
};
