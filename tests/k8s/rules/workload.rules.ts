import { containersOf, covers, envOf, mainOf, mebibytes, type Workload } from '../rendered.ts';
import { type Rule, unless } from './rule.ts';

const LABELS = ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map(
  (key) => `app.kubernetes.io/${key}`,
);

const hasLabels = (labels: Record<string, string> = {}): boolean => LABELS.every((label) => labels[label]);

const unlessContainers = (workloads: Workload[], claim: (container: ReturnType<typeof containersOf>[0]) => boolean) =>
  workloads.flatMap(({ component, template }) =>
    containersOf(template)
      .filter((container) => !claim(container))
      .map(({ name }) => `${component}/${name}`),
  );

export const workloadRules: Rule[] = [
  {
    line: 1,
    says: 'every object and every pod has the six labels',
    check: ({ manifests, workloads }) => [
      ...unless(manifests, ({ metadata }) => hasLabels(metadata.labels)),
      ...workloads.filter(({ template }) => !hasLabels(template.metadata?.labels)).map(({ component }) => component),
    ],
    spoil: (rendered) =>
      delete rendered.deployment('agents').spec!.template.metadata!.labels!['app.kubernetes.io/version'],
  },
  {
    line: 2,
    says: 'each selector matches its own pods and no others, without a version',
    check: ({ deployments, workloads }) =>
      unless(deployments, (deployment) => {
        const selector = deployment.spec!.selector.matchLabels;
        const chosen = workloads.filter(({ template }) => covers(selector, template.metadata?.labels));
        return chosen.length === 1 && chosen[0]!.manifest === deployment && !selector?.['app.kubernetes.io/version'];
      }),
    spoil: (rendered) => {
      rendered.deployment('agents').spec!.selector.matchLabels!['app.kubernetes.io/component'] = 'gateway';
    },
  },
  {
    line: 3,
    says: 'images have a digest or a fixed tag and come from one registry',
    check: ({ workloads, isDevelopment }) => {
      const images = workloads.flatMap(({ template }) => containersOf(template).map(({ image }) => image ?? ''));
      const registries = new Set(images.map((image) => image.slice(0, image.lastIndexOf('/'))));
      return [
        ...images.filter((image) => !/(@sha256:[0-9a-f]{64}|:(?!latest$)[\w.-]+)$/.test(image)),
        ...(registries.size > 1 && !isDevelopment ? [`several registries: ${[...registries].join(', ')}`] : []),
      ];
    },
    spoil: (rendered) => {
      mainOf(rendered.deployment('agents')).image = 'ghcr.io/parley/agents:latest';
    },
  },
  {
    line: 4,
    says: 'imagePullPolicy is said',
    check: ({ workloads }) => unlessContainers(workloads, ({ imagePullPolicy }) => imagePullPolicy !== undefined),
    spoil: (rendered) => delete mainOf(rendered.deployment('agents')).imagePullPolicy,
  },
  {
    line: 5,
    says: 'replicas are absent where an autoscaler owns them, and said elsewhere',
    check: (rendered) => {
      const owned = [...rendered.autoscalers, ...rendered.kind('ScaledObject')].map(
        ({ spec }) => (spec as { scaleTargetRef: { name: string } }).scaleTargetRef.name,
      );
      return unless(
        rendered.deployments,
        ({ metadata, spec }) => (spec!.replicas === undefined) === owned.includes(metadata.name),
      );
    },
    spoil: (rendered) => {
      rendered.deployment('agents').spec!.replicas = 3;
    },
  },
  {
    line: 6,
    says: 'a roll-out takes no replica away before another is there',
    check: ({ services }) =>
      unless(services, ({ spec }) => {
        const { type, rollingUpdate } = spec!.strategy ?? {};
        return (
          type === 'RollingUpdate' &&
          rollingUpdate?.maxUnavailable === 0 &&
          Number(rollingUpdate.maxSurge) >= 1 &&
          Number(spec!.minReadySeconds) >= 5
        );
      }),
    spoil: (rendered) => {
      rendered.deployment('agents').spec!.strategy!.rollingUpdate!.maxUnavailable = 1;
    },
  },
  {
    line: 7,
    says: 'revisionHistoryLimit and progressDeadlineSeconds are said',
    check: ({ deployments }) =>
      unless(deployments, ({ spec }) => {
        const limit = Number(spec!.revisionHistoryLimit);
        return limit >= 3 && limit <= 10 && Number(spec!.progressDeadlineSeconds) > 0;
      }),
    spoil: (rendered) => delete rendered.deployment('agents').spec!.progressDeadlineSeconds,
  },
  {
    line: 8,
    says: 'every container asks for CPU, memory and disk, and is limited in memory and disk',
    check: ({ workloads }) =>
      unlessContainers(workloads, ({ resources: { requests = {}, limits = {} } = {} }) =>
        [
          requests['cpu'],
          requests['memory'],
          requests['ephemeral-storage'],
          limits['memory'],
          limits['ephemeral-storage'],
        ].every((quantity) => quantity !== undefined),
      ),
    spoil: (rendered) => delete mainOf(rendered.deployment('agents')).resources!.limits!['memory'],
  },
  {
    line: 9,
    says: "Node's heap is about three quarters of the memory limit, of whatever runs Node",
    check: ({ workloads }) =>
      workloads.flatMap(({ component, template }) =>
        containersOf(template).flatMap((container) => {
          const options = envOf(container)['NODE_OPTIONS'];
          if (options === undefined && ['postgres', 'redis'].includes(component)) return [];
          const heap = Number(/--max-old-space-size=(\d+)/.exec(options ?? '')?.[1]);
          const share = heap / mebibytes(container.resources?.limits?.['memory']);
          return share >= 0.7 && share <= 0.8 ? [] : [`${component}/${container.name}: ${heap} MB`];
        }),
      ),
    spoil: (rendered) => {
      mainOf(rendered.deployment('agents')).resources!.limits!['memory'] = '768Mi';
    },
  },
  {
    line: 10,
    says: 'one priority class, if any, for all services',
    check: ({ services }) => {
      const classes = new Set(services.map(({ spec }) => spec!.template.spec!.priorityClassName));
      return classes.size === 1 ? [] : [[...classes].join(', ')];
    },
    spoil: (rendered) => {
      rendered.deployment('agents').spec!.template.spec!.priorityClassName = 'of-its-own';
    },
  },
];
