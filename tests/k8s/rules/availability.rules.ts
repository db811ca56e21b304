import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SERVICES } from '../../../scripts/launcher/plan/service-table.ts';
import { isMeasured, seriesOf } from '../metric-names.ts';
import { componentOf, covers, envOf, mainOf, type Rendered } from '../rendered.ts';
import { type Rule, unless } from './rule.ts';

interface ScaledObject {
  spec: {
    scaleTargetRef: { kind: string; name: string };
    minReplicaCount: number;
    maxReplicaCount: number;
    advanced: { horizontalPodAutoscalerConfig: { behavior: Behaviour } };
    triggers: { type: string; metadata: { query?: string } }[];
  };
}
interface Behaviour {
  scaleUp?: { stabilizationWindowSeconds?: number; policies?: { type: string; value: number }[] };
  scaleDown?: {
    stabilizationWindowSeconds?: number;
    policies?: { type: string; value: number; periodSeconds: number }[];
  };
}
interface Adapter {
  rules: { external: { seriesQuery: string; name: { as: string }; metricsQuery: string }[] };
}

const adapter = parse(
  readFileSync(new URL('../../../k8s/prometheus-adapter.yaml', import.meta.url), 'utf8'),
) as Adapter;
const scaled = (rendered: Rendered) => rendered.kind<ScaledObject>('ScaledObject');

/** One connection of a replica listens, beside its pool; two for each migration, ten for people. */
const LISTENER = 1;
const OTHERS = 18;
const hasDatabase = (deployment: Rendered['services'][0]) => 'DATABASE_POOL_SIZE' in envOf(mainOf(deployment));

/** Replicas at most: what an autoscaler may ask for, else what is said. */
function maximumOf(rendered: Rendered, name: string): number {
  const hpa = rendered.autoscalers.find(({ spec }) => spec.scaleTargetRef.name === name);
  const keda = scaled(rendered).find(({ spec }) => spec.scaleTargetRef.name === name);
  const deployment = rendered.deployments.find(({ metadata }) => metadata.name === name);
  return Number(hpa?.spec!.maxReplicas ?? keda?.spec.maxReplicaCount ?? deployment?.spec!.replicas);
}

function minimumOf(rendered: Rendered, name: string): number {
  const hpa = rendered.autoscalers.find(({ spec }) => spec.scaleTargetRef.name === name);
  const keda = scaled(rendered).find(({ spec }) => spec.scaleTargetRef.name === name);
  const deployment = rendered.deployments.find(({ metadata }) => metadata.name === name);
  return Number(hpa?.spec!.minReplicas ?? keda?.spec.minReplicaCount ?? deployment?.spec!.replicas);
}

export const availabilityRules: Rule[] = [
  {
    line: 17,
    says: 'every service has a disruption budget of one pod that cannot block a node drain',
    check: ({ services, budgets }) =>
      unless(services, ({ spec }) => {
        const labels = spec!.template.metadata!.labels;
        const own = budgets.filter((budget) => covers(budget.spec!.selector?.matchLabels, labels));
        return own.length === 1 && own[0]!.spec!.maxUnavailable === 1 && own[0]!.spec!.minAvailable === undefined;
      }),
    spoil: (rendered) => {
      rendered.budgets[0]!.spec!.maxUnavailable = 0;
    },
  },
  {
    line: 18,
    says: 'replicas spread over nodes and zones, by a selector that matches them',
    check: ({ services }) =>
      unless(services, ({ spec }) => {
        const { template } = spec!;
        const constraints = template.spec!.topologySpreadConstraints ?? [];
        const keys = constraints.map(({ topologyKey }) => topologyKey).sort();
        return (
          keys.join() === 'kubernetes.io/hostname,topology.kubernetes.io/zone' &&
          constraints.every(({ labelSelector }) => covers(labelSelector?.matchLabels, template.metadata!.labels))
        );
      }),
    spoil: (rendered) => {
      const [constraint] = rendered.deployment('agents').spec!.template.spec!.topologySpreadConstraints!;
      constraint!.labelSelector!.matchLabels!['app.kubernetes.io/component'] = 'agent';
    },
  },
  {
    line: 19,
    says: 'spreading is a wish, so that one node still runs everything',
    check: ({ services }) =>
      unless(
        services,
        ({ spec }) =>
          spec!.template.spec!.topologySpreadConstraints?.some(
            ({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway',
          ) === true,
      ),
    spoil: (rendered) =>
      rendered
        .deployment('agents')
        .spec!.template.spec!.topologySpreadConstraints!.forEach((one) => (one.whenUnsatisfiable = 'DoNotSchedule')),
  },
  {
    line: 20,
    says: 'all five services are there, each with two replicas at least',
    check: (rendered) =>
      SERVICES.filter((service) => !(minimumOf(rendered, `parley-${service}`) >= 2)).map((service) => service),
    spoil: (rendered) => {
      rendered.autoscalers[0]!.spec.minReplicas = 1;
    },
  },
  {
    line: 21,
    says: 'autoscalers name a Deployment that is there',
    check: (rendered) =>
      [...rendered.autoscalers, ...scaled(rendered)]
        .filter(({ spec }) => {
          const { kind, name } = spec.scaleTargetRef;
          return kind !== 'Deployment' || !rendered.deployments.some(({ metadata }) => metadata.name === name);
        })
        .map(({ metadata }) => metadata.name),
    spoil: (rendered) => {
      rendered.autoscalers[0]!.spec.scaleTargetRef.name = 'parley-agent';
    },
  },
  {
    line: 22,
    says: 'what autoscalers read is measured by the code, and the adapter gives it that name',
    check: (rendered) => {
      const external = rendered.autoscalers.flatMap(({ spec }) =>
        (spec.metrics ?? []).flatMap(({ external: one }) => (one ? [one.metric.name] : [])),
      );
      const queries = [
        ...scaled(rendered).flatMap(({ spec }) => spec.triggers.flatMap(({ metadata }) => metadata.query ?? [])),
        ...adapter.rules.external.map(({ seriesQuery }) => seriesQuery),
      ];
      const names = adapter.rules.external.map(({ name }) => name.as);
      return [
        ...external.filter((name) => !names.includes(name)).map((name) => `no rule of the adapter makes ${name}`),
        ...queries
          .filter((query) => seriesOf(query).length === 0 || !seriesOf(query).every((series) => isMeasured(series)))
          .map((query) => `nobody measures ${query}`),
      ];
    },
    spoil: (rendered) => {
      const metrics = rendered.autoscalers.find((one) => componentOf(one) === 'orchestrator')!.spec.metrics!;
      metrics.find(({ external }) => external)!.external!.metric.name = 'parley_orchestrator_dew';
    },
  },
  {
    line: 23,
    says: 'autoscalers go up at once, and down one pod a minute after five minutes',
    check: (rendered) =>
      [
        ...rendered.autoscalers.map(({ metadata, spec }) => ({ metadata, behaviour: spec.behavior as Behaviour })),
        ...scaled(rendered).map(({ metadata, spec }) => ({
          metadata,
          behaviour: spec.advanced.horizontalPodAutoscalerConfig.behavior,
        })),
      ]
        .filter(({ behaviour: { scaleUp, scaleDown } = {} }) => {
          const down = scaleDown?.policies ?? [];
          return !(
            scaleUp?.stabilizationWindowSeconds === 0 &&
            scaleUp.policies?.some(({ type, value }) => type === 'Percent' && value >= 100) &&
            Number(scaleDown?.stabilizationWindowSeconds) >= 300 &&
            down.length === 1 &&
            down[0]!.value === 1 &&
            down[0]!.periodSeconds >= 60
          );
        })
        .map(({ metadata }) => metadata.name),
    spoil: (rendered) => {
      rendered.autoscalers[0]!.spec.behavior!.scaleDown!.stabilizationWindowSeconds = 0;
    },
  },
  {
    line: 24,
    says: 'nothing has two autoscalers',
    check: (rendered) => {
      const targets = [...rendered.autoscalers, ...scaled(rendered)].map(({ spec }) => spec.scaleTargetRef.name);
      return targets.filter((name, index) => targets.indexOf(name) !== index);
    },
    spoil: (rendered) => {
      const { metadata, spec } = rendered.autoscalers[0]!;
      rendered.manifests.push({
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata,
        spec: scaledSpecOf(spec),
      });
    },
  },
  {
    line: 25,
    says: 'all replicas at their maximum, one more of each in a roll-out, and people fit into max_connections',
    check: (rendered) => {
      const sum = rendered.services
        .filter(hasDatabase)
        .map((deployment) => {
          const pool = Number(envOf(mainOf(deployment))['DATABASE_POOL_SIZE']);
          const surge = Number(deployment.spec!.strategy?.rollingUpdate?.maxSurge);
          return (maximumOf(rendered, deployment.metadata.name) + surge) * (pool + LISTENER);
        })
        .reduce((total, count) => total + count, OTHERS);
      return sum <= MAX_CONNECTIONS ? [] : [`${sum} > ${MAX_CONNECTIONS}`];
    },
    spoil: (rendered) => {
      const hpa = rendered.autoscalers.find((one) => componentOf(one) === 'agents')!;
      hpa.spec.maxReplicas = 60;
    },
  },
];

/** The default of the chart, which README.md names as what Postgres must offer. */
const MAX_CONNECTIONS = 500;

const scaledSpecOf = (spec: NonNullable<Rendered['autoscalers'][0]['spec']>): ScaledObject['spec'] => ({
  scaleTargetRef: { kind: 'Deployment', name: spec.scaleTargetRef.name },
  minReplicaCount: 2,
  maxReplicaCount: 3,
  advanced: { horizontalPodAutoscalerConfig: { behavior: spec.behavior as Behaviour } },
  triggers: [],
});
