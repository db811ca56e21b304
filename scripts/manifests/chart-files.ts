import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { SCHEMA_OWNERS } from '../launcher/plan/service-table.ts';
import { chartFacts } from './chart-facts.ts';
import { chart } from './render.ts';
import { valuesReadme } from './values-readme.ts';
import { valuesSchema } from './values-schema.ts';

interface Queue {
  metric: string;
  series: string;
  selector: string;
  query: string;
}

/** Paths under k8s/ and contents of what the chart is given by the code. */
export function chartFiles(): Map<string, string> {
  const queues = parse(readFileSync(join(chart, 'files/queues.yaml'), 'utf8')) as Record<string, Queue[]>;
  return new Map([
    [
      'chart/files/services.yaml',
      `# Written by npm run generate:k8s from the tables of services and edges.\n${toYaml(chartFacts())}`,
    ],
    ['chart/files/roles.sql', rolesSql()],
    ['chart/values.schema.json', `${JSON.stringify(valuesSchema(), undefined, 2)}\n`],
    ['chart/README.md', valuesReadme(readFileSync(join(chart, 'values.yaml'), 'utf8'))],
    ['prometheus-adapter.yaml', adapterRules(Object.values(queues).flat())],
  ]);
}

const toYaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

/** Each service owns one schema by a login of the same name, and sees no other. */
function rolesSql(): string {
  const facts = chartFacts();
  const statements = SCHEMA_OWNERS.flatMap((owner) => [
    `CREATE ROLE ${owner} LOGIN;`,
    `CREATE SCHEMA ${owner} AUTHORIZATION ${owner};`,
    ...facts[owner].extensions.map((extension) => `CREATE EXTENSION IF NOT EXISTS ${extension} WITH SCHEMA ${owner};`),
  ]);
  return [
    '-- Written by npm run generate:k8s. Once, by whoever may make roles, in the database of Parley; each role gets a',
    '-- password of its own afterwards (\\password <role> in psql), except where the server trusts its network.',
    ...statements,
    '',
  ].join('\n');
}

/** Values for the chart of prometheus-adapter: the queues as external metrics, under the names that the HPAs ask for. */
function adapterRules(queues: Queue[]): string {
  const external = queues.map(({ metric, series, selector, query }) => ({
    seriesQuery: `${series}{${selector}}`,
    resources: { overrides: { namespace: { resource: 'namespace' } } },
    name: { as: metric },
    metricsQuery: query.replace(series, '<<.Series>>').replace('<selector>', `<<.LabelMatchers>>,${selector}`),
  }));
  const header = '# Written by npm run generate:k8s. Values of the chart prometheus-community/prometheus-adapter.\n';
  return header + toYaml({ rules: { external } });
}
