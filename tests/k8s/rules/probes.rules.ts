import { SERVICES, TABLE } from '../../../scripts/launcher/plan/service-table.ts';
import { componentOf, envOf, mainOf } from '../rendered.ts';
import { type Rule, unless } from './rule.ts';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

/** The services answer these on their ops port: `live` for the process alone, `ready` with its database. */
const PATHS = { startupProbe: '/health/startup', livenessProbe: '/health/live', readinessProbe: '/health/ready' };

export const probeRules: Rule[] = [
  {
    line: 11,
    says: 'startup, liveness and readiness ask what they are for, and liveness asks no dependency',
    check: ({ services }) =>
      unless(services, (deployment) =>
        PROBES.every((probe) => mainOf(deployment)[probe]?.httpGet?.path === PATHS[probe]),
      ),
    spoil: (rendered) => {
      mainOf(rendered.deployment('agents')).livenessProbe!.httpGet!.path = '/health/ready';
    },
  },
  {
    line: 12,
    says: 'probes go to the plaintext ops port, which is declared with the number of the code',
    check: ({ services }) =>
      unless(services, (deployment) => {
        const { ports, ...container } = mainOf(deployment);
        const service = SERVICES.find((name) => name === componentOf(deployment))!;
        return (
          PROBES.every((probe) => container[probe]?.httpGet?.port === 'ops') &&
          ports?.find(({ name }) => name === 'ops')?.containerPort === TABLE[service].opsPort
        );
      }),
    spoil: (rendered) => {
      mainOf(rendered.deployment('agents')).ports!.find(({ name }) => name === 'ops')!.containerPort = 9999;
    },
  },
  {
    line: 13,
    says: 'periods, timeouts and thresholds are said, and a process may be silent for 30 s before it is killed',
    check: ({ deployments }) =>
      unless(deployments, (deployment) => {
        const container = mainOf(deployment);
        const { periodSeconds = NaN, failureThreshold = NaN } = container.livenessProbe ?? {};
        const areSaid = PROBES.every(
          (probe) =>
            Number(container[probe]?.periodSeconds) > 0 &&
            Number(container[probe]?.timeoutSeconds) > 0 &&
            Number(container[probe]?.failureThreshold) > 0,
        );
        return areSaid && periodSeconds * failureThreshold >= 30;
      }),
    spoil: (rendered) => {
      mainOf(rendered.deployment('agents')).livenessProbe!.failureThreshold = 2;
    },
  },
  {
    line: 14,
    says: 'pods wait before SIGTERM, longest the gateway, without a program in the image',
    check: ({ services }) =>
      unless(services, (deployment) => {
        const seconds = Number(mainOf(deployment).lifecycle?.preStop?.sleep?.seconds);
        return seconds >= (componentOf(deployment) === 'gateway' ? 10 : 5);
      }),
    spoil: (rendered) => delete mainOf(rendered.deployment('agents')).lifecycle,
  },
  {
    line: 15,
    says: 'the grace holds the wait, the drain that the process was told, and 5 s; agents have the longest',
    check: ({ services }) => {
      const graceOf = (deployment: (typeof services)[0]) =>
        Number(deployment.spec!.template.spec!.terminationGracePeriodSeconds);
      const agents = Number(services.filter((one) => componentOf(one) === 'agents').map(graceOf)[0]);
      return unless(services, (deployment) => {
        const container = mainOf(deployment);
        const { DRAIN_DELAY_MS, DRAIN_TIMEOUT_MS } = envOf(container);
        const drain = (Number(DRAIN_DELAY_MS ?? NaN) + Number(DRAIN_TIMEOUT_MS ?? NaN)) / 1_000;
        const wait = Number(container.lifecycle?.preStop?.sleep?.seconds);
        return graceOf(deployment) >= wait + drain + 5 && graceOf(deployment) <= agents;
      });
    },
    spoil: (rendered) => {
      rendered.deployment('agents').spec!.template.spec!.terminationGracePeriodSeconds = 90;
    },
  },
];
