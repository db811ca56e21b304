import { SCHEMA_OWNERS } from '../../../scripts/launcher/plan/service-table.ts';
import { isMeasured, seriesOf } from '../metric-names.ts';
import { covers } from '../rendered.ts';
import { type Rule, unless } from './rule.ts';

interface Monitor {
  spec: {
    selector: { matchLabels: Record<string, string> };
    endpoints: { port: string; path: string; honorLabels?: boolean }[];
  };
}
interface Alerts {
  spec: {
    groups: { rules: { alert?: string; record?: string; expr: string; annotations?: Record<string, string> }[] }[];
  };
}

export const operationsRules: Rule[] = [
  {
    line: 39,
    says: 'each schema has a migration that ends, is tried again, goes away, and that new pods wait for',
    check: ({ jobs, services }) => [
      ...SCHEMA_OWNERS.filter(
        (owner) => !jobs.some(({ metadata }) => metadata.name.startsWith(`parley-${owner}-migrate-`)),
      ),
      ...unless(
        jobs,
        ({ spec }) =>
          Number(spec!.backoffLimit) > 0 &&
          Number(spec!.activeDeadlineSeconds) > 0 &&
          Number(spec!.ttlSecondsAfterFinished) > 0,
      ),
      ...services
        .filter(({ metadata }) => SCHEMA_OWNERS.some((owner) => metadata.name === `parley-${owner}`))
        .filter(({ spec }) => !spec!.template.spec!.initContainers?.some(({ command }) => command?.includes('--wait')))
        .map(({ metadata }) => metadata.name),
    ],
    spoil: (rendered) => delete rendered.deployment('agents').spec!.template.spec!.initContainers,
  },
  {
    line: 40,
    says: 'CronJobs, of which there are none, would forbid two runs at once',
    check: (rendered) =>
      unless(rendered.kind('CronJob'), ({ spec }) => {
        const { concurrencyPolicy, startingDeadlineSeconds } = spec as Record<string, unknown>;
        return concurrencyPolicy === 'Forbid' && Number(startingDeadlineSeconds) > 0;
      }),
    spoil: (rendered) => {
      rendered.manifests.push({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'nightly' }, spec: {} });
    },
  },
  {
    line: 42,
    says: 'the ServiceMonitor selects the ops port of every service and lets them say which of the five they are',
    check: (rendered) => {
      const monitors = rendered.kind<Monitor>('ServiceMonitor');
      const headless = rendered.kubernetesServices.filter(({ spec }) => spec!.clusterIP === 'None');
      return monitors.flatMap(({ metadata, spec }) => {
        const chosen = rendered.kubernetesServices.filter((one) =>
          covers(spec.selector.matchLabels, one.metadata.labels),
        );
        const isSound =
          chosen.length === headless.length &&
          chosen.length === 5 &&
          spec.endpoints.every(
            ({ port, path, honorLabels }) =>
              honorLabels &&
              path === '/metrics' &&
              chosen.every((one) => one.spec!.ports!.some(({ name }) => name === port)),
          );
        return isSound ? [] : [metadata.name];
      });
    },
    spoil: (rendered) => {
      rendered.kind<Monitor>('ServiceMonitor')[0]!.spec.endpoints[0]!.port = 'metrics';
    },
  },
  {
    line: 43,
    says: 'every alert has a runbook and reads what the code measures',
    check: (rendered) => {
      const rules = rendered
        .kind<Alerts>('PrometheusRule')
        .flatMap(({ spec }) => spec.groups.flatMap((group) => group.rules));
      const recorded = new Set(rules.map(({ record }) => record));
      return rules.flatMap(({ alert, record, expr, annotations }) => [
        ...seriesOf(expr)
          .filter((series) => !recorded.has(series) && !isMeasured(series) && !FROM_THE_CLUSTER.test(series))
          .map((series) => `${alert ?? record}: nobody measures ${series}`),
        ...(alert !== undefined && !annotations?.['runbook_url'] ? [`${alert}: no runbook_url`] : []),
      ]);
    },
    spoil: (rendered) => {
      const spec = { groups: [{ name: 'spoilt', rules: [{ alert: 'Spoilt', expr: 'rate(no_such_total[5m]) > 0' }] }] };
      rendered.manifests.push({
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'x' },
        spec,
      });
    },
  },
  {
    line: 44,
    says: 'dashboards are JSON and show what the code measures',
    check: ({ configMaps }) =>
      configMaps
        .filter(({ metadata }) => metadata.labels?.['grafana_dashboard'])
        .flatMap(({ metadata, data = {} }) =>
          Object.values(data).flatMap((text) =>
            queriesOf(JSON.parse(text))
              .flatMap(seriesOf)
              .filter((series) => !isMeasured(series) && !series.includes(':') && !FROM_THE_CLUSTER.test(series))
              .map((series) => `${metadata.name}: nobody measures ${series}`),
          ),
        ),
    spoil: (rendered) => {
      const data = { 'x.json': JSON.stringify({ panels: [{ targets: [{ expr: 'sum(no_such_total)' }] }] }) };
      const metadata = { name: 'x', labels: { grafana_dashboard: '1' } };
      rendered.manifests.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
    },
  },
];

/** Measured by Kubernetes, cert-manager or Prometheus itself. */
const FROM_THE_CLUSTER = /^(kube_|container_|certmanager_|up$|ALERTS)/;

/** Every `expr` in it, however deep. */
function queriesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(queriesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'expr' && typeof inner === 'string' ? [inner] : queriesOf(inner),
  );
}
