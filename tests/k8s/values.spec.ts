import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { chart, OVERLAYS, renderChart, valuesOf } from '../../scripts/manifests/render.ts';
import { runTool } from '../../scripts/manifests/tools.ts';
import { VALUE_SETS } from './value-sets.ts';
import { withTools } from './with-tools.ts';

const ifHelm = await withTools('helm');

/** Values that must be refused, and what the message must name. */
const REFUSED: [what: string, values: string, says: RegExp][] = [
  ['an unknown value', 'replicaCount: 3', /replicaCount/],
  ['an unknown value of a service', 'services: { agents: { replica: { min: 3 } } }', /replica/],
  ['an unknown service', 'services: { agent: {} }', /agent/],
  [
    'a variable that the service does not read',
    'services: { gateway: { env: { TURN_ATTEMPTS: 2 } } }',
    /TURN_ATTEMPTS/,
  ],
  ['a secret as a value', 'services: { agents: { env: { ANTHROPIC_API_KEY: key } } }', /ANTHROPIC_API_KEY/],
  ['a secret of another service', 'services: { agents: { secret: { optional: [STT_API_KEY] } } }', /optional/],
  ['the tag latest', 'image: { tag: latest }', /tag/],
  ['a digest that is none', 'image: { digests: { agents: sha256:abc } }', /digests/],
  ['one replica', 'services: { agents: { replicas: { min: 1 } } }', /min/],
  ['a minimum above the maximum', 'services: { agents: { replicas: { min: 30 } } }', /min is above max/],
  [
    'a memory limit that no heap can be derived from',
    'services: { agents: { resources: { limits: { memory: 1e9 } } } }',
    /memory/,
  ],
  ['more connections than Postgres has', 'database: { maxConnections: 100 }', /database.maxConnections is 100/],
  ['a pool for a service without a database', 'services: { classifier: { databasePool: 4 } }', /databasePool/],
  ['two autoscalers', 'autoscaling: { kind: both }', /kind/],
  ['sites on the host of the console', 'public: { host: a.example.com, sitesHost: a.example.com }', /sitesHost/],
  ['stores with well-known secrets in production', 'development: { enabled: true }', /development.enabled/],
  ['a drain without time', 'services: { agents: { stop: { drainSeconds: 0 } } }', /drainSeconds/],
];

describe('the values of the chart', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'parley-values-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  ifHelm.each(REFUSED)('refuse %s', async (_, values, says) => {
    const path = join(folder, `${says.source.replace(/\W/g, '')}.yaml`);
    writeFileSync(path, stringify(parse(values)));
    await expect(renderChart(['--values', path])).rejects.toThrow(says);
  });

  ifHelm('pass the lint of Helm, each overlay and set', async () => {
    const files = [...OVERLAYS.map(valuesOf), ...VALUE_SETS.map((name) => join(chart, 'ci', `${name}-values.yaml`))];
    const outcomes = await Promise.all(
      files.map((file) => runTool('helm', ['lint', '--strict', chart, '--values', file])),
    );
    expect(outcomes.filter(({ failed }) => failed).map(({ stdout, stderr }) => stdout + stderr)).toEqual([]);
  });

  ifHelm('refuse a cluster that is too old for preStop.sleep', async () => {
    await expect(renderChart(['--kube-version', '1.29.9'])).rejects.toThrow(/kubeVersion/);
  });

  ifHelm('bring a test of the release that may reach every service', async () => {
    const hooks = (await renderChart([])).filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] === 'test');
    expect(hooks.map(({ kind }) => kind).sort()).toEqual(['NetworkPolicy', 'Pod']);
    const ports = [9101, 9102, 9103, 9104, 9105];
    expect(ports.filter((port) => !hooks.every((hook) => JSON.stringify(hook).includes(String(port))))).toEqual([]);
  });
});
