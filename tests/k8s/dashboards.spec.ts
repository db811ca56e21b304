import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { boards } from '../../scripts/dashboards/boards.ts';
import { toGrafana } from '../../scripts/dashboards/to-grafana.ts';
import { runTool } from '../../scripts/manifests/tools.ts';
import { recordNames } from './alert-rules.ts';
import { withTools } from './with-tools.ts';
import { wrongNames } from './wrong-names.ts';

interface GrafanaPanel {
  id: number;
  type: string;
  title: string;
  description?: string;
  targets?: { expr: string; datasource: { uid: string } }[];
  links?: { url: string }[];
  gridPos: { x: number; y: number; w: number; h: number };
}
interface Dashboard {
  uid: string;
  templating: { list: { name: string }[] };
  panels: GrafanaPanel[];
}

const ifPromtool = await withTools('promtool');
const folder = new URL('../../k8s/dashboards/', import.meta.url);
const dashboards = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Dashboard,
);
const queries = [
  ...new Set(dashboards.flatMap(({ panels }) => panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)))),
];

const overlaps = (a: GrafanaPanel['gridPos'], b: GrafanaPanel['gridPos']): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** What would keep Grafana from showing it as it is meant. */
function faultsOf({ panels, templating }: Dashboard): string[] {
  const known = new Set(templating.list.map(({ name }) => name));
  const ids = panels.map(({ id }) => id);
  const used = [...JSON.stringify(panels).matchAll(/\$\{?([a-z]+)\b/g)].map(([, name]) => name!);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `panel ${id} is there twice`),
    ...used.filter((name) => !known.has(name)).map((name) => `nothing sets $${name}`),
    ...panels.flatMap((one, index) =>
      panels
        .slice(index + 1)
        .filter((other) => overlaps(one.gridPos, other.gridPos))
        .map((other) => `${one.title} lies over ${other.title}`),
    ),
    ...panels
      .filter(({ type, description, targets = [] }) => type !== 'row' && (!description || targets.length === 0))
      .map(({ title }) => `${title} explains or asks nothing`),
  ];
}

describe('dashboards', () => {
  it('are what the boards say', () => {
    expect(new Set(dashboards.map((one) => JSON.stringify(one)))).toEqual(
      new Set(boards.map((board) => JSON.stringify(toGrafana(board)))),
    );
  });

  it('are one for each service, and overview, builds and money', () => {
    expect(dashboards.map(({ uid }) => uid).toSorted()).toEqual(
      ['agents', 'builds', 'classifier', 'gateway', 'money', 'notifier', 'orchestrator', 'overview'].map(
        (name) => `parley-${name}`,
      ),
    );
  });

  it('have panels with ids and places of their own, explained, by variables that exist', () => {
    expect(dashboards.flatMap(faultsOf)).toEqual([]);
    const spoilt = structuredClone(dashboards[0]!);
    const [first, second] = spoilt.panels.filter(({ type }) => type !== 'row');
    Object.assign(second!, { id: first!.id, gridPos: first!.gridPos, description: '', title: '$nobody' });
    expect(faultsOf(spoilt)).toHaveLength(4);
  });

  it('lead from the overview to every service, and nowhere else than to dashboards', () => {
    const uids = new Set(dashboards.map(({ uid }) => uid));
    const linksOf = ({ panels }: Dashboard) =>
      panels.flatMap(({ links = [] }) => links.map(({ url }) => /^\/d\/([a-z-]+)\?/.exec(url)?.[1]));
    const overview = dashboards.find(({ uid }) => uid === 'parley-overview')!;
    for (const service of ['gateway', 'orchestrator', 'classifier', 'agents', 'notifier', 'money'])
      expect(linksOf(overview)).toContain(`parley-${service}`);
    expect(dashboards.flatMap(linksOf).filter((uid) => !uids.has(uid!))).toEqual([]);
  });

  it('show what the code measures, by labels that it has', () => {
    expect(queries.length).toBeGreaterThan(80);
    expect(queries.flatMap((query) => wrongNames(query, recordNames))).toEqual([]);
  });

  ifPromtool('ask what Prometheus understands', async () => {
    const place = mkdtempSync(join(tmpdir(), 'parley-dashboards-'));
    const check = async (all: readonly string[]) => {
      const rules = all.map((query, index) => ({
        record: `query:${index}`,
        expr: query.replaceAll('$__rate_interval', '5m'),
      }));
      writeFileSync(join(place, 'queries.yaml'), stringify({ groups: [{ name: 'queries', rules }] }));
      return (await runTool('promtool', ['check', 'rules', '--lint=none', join(place, 'queries.yaml')])).stderr;
    };
    expect(await check(queries)).toBe('');
    expect(await check(['sum by (x (up)'])).toContain('parse');
    rmSync(place, { recursive: true });
  });
});
