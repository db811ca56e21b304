import type { Board, Panel } from './panel.ts';

const SCHEMA = 41;
const COLUMNS = 24;
const source = { type: 'prometheus', uid: '${source}' };

export const uidOf = (name: string): string => `parley-${name}`;

/** A board as Grafana 11 and later load it: data source, namespace and what else is chosen by variables. */
export function toGrafana({ name, title, description, rows }: Board): object {
  const panels: object[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title: row.title,
      collapsed: false,
      panels: [],
      gridPos: at(0, y, COLUMNS, 1),
    });
    y += 1;
    let [x, height] = [0, 0];
    for (const panel of row.panels) {
      const [width, own] = [panel.width ?? (panel.isStat ? 4 : 8), panel.isStat ? 4 : 8];
      if (x + width > COLUMNS) [x, y, height] = [0, y + height, 0];
      panels.push({ id: panels.length + 1, ...toPanel(panel), gridPos: at(x, y, width, own) });
      [x, height] = [x + width, Math.max(height, own)];
    }
    y += height;
  }
  return {
    uid: uidOf(name),
    title,
    description,
    tags: ['parley'],
    schemaVersion: SCHEMA,
    editable: true,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    timezone: 'browser',
    graphTooltip: 1,
    links: [
      { type: 'dashboards', title: 'Parley', tags: ['parley'], asDropdown: true, includeVars: true, keepTime: true },
    ],
    annotations: { list: [alerts] },
    templating: { list: [variable('source', 'Data source', 'datasource', 'prometheus'), namespace] },
    panels,
  };
}

const at = (x: number, y: number, w: number, h: number) => ({ x, y, w, h });

/** What fires is drawn into every curve. */
const alerts = {
  name: 'Alerts',
  datasource: source,
  enable: true,
  iconColor: 'red',
  expr: 'group by (alertname) (ALERTS{namespace="$namespace",alertstate="firing",severity="critical"})',
  titleFormat: '{{alertname}}',
};

const variable = (name: string, label: string, type: string, query: string) => ({ name, label, type, query });
const namespace = {
  ...variable('namespace', 'Namespace', 'query', 'label_values(parley_info, namespace)'),
  datasource: source,
  refresh: 2,
  sort: 1,
};

function toPanel({ title, description, unit, queries, isStat = false, leadsTo, ...limits }: Panel): object {
  return {
    type: isStat ? 'stat' : 'timeseries',
    title,
    description,
    datasource: source,
    targets: Object.entries(queries).map(([legendFormat, expr], index) => ({
      refId: String.fromCharCode(65 + index),
      datasource: source,
      expr,
      legendFormat,
    })),
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        thresholds: thresholdsOf(limits),
        color: { mode: isStat ? 'thresholds' : 'palette-classic' },
        // Curves have them as lines, where there are any
        custom: { thresholdsStyle: { mode: isStat || limits.badAt === undefined ? 'off' : 'dashed' } },
      },
      overrides: [],
    },
    options: isStat
      ? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'background', graphMode: 'area' }
      : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    links: leadsTo
      ? [
          {
            title: `To ${leadsTo}`,
            url: `/d/${uidOf(leadsTo)}?\${source:queryparam}&\${namespace:queryparam}&\${__url_time_range}`,
          },
        ]
      : [],
  };
}

function thresholdsOf({ warnAt, badAt, isLessWorse = false }: Pick<Panel, 'warnAt' | 'badAt' | 'isLessWorse'>): object {
  const step = (color: string, value: number | undefined) => (value === undefined ? [] : [{ color, value }]);
  const steps = isLessWorse
    ? [{ color: 'red', value: null }, ...step('yellow', badAt), ...step('green', warnAt ?? badAt)]
    : [{ color: 'green', value: null }, ...step('yellow', warnAt), ...step('red', badAt)];
  return { mode: 'absolute', steps };
}
