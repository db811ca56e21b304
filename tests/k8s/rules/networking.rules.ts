import { edges } from '../../../libs/resilience/src/edges.ts';
import { type Service, SERVICES, TABLE } from '../../../scripts/launcher/plan/service-table.ts';
import { isReachable } from '../reachable.ts';
import { componentOf, containersOf, covers, envOf, mainOf, type Rendered } from '../rendered.ts';
import { type Rule, unless } from './rule.ts';

const headlessOf = (rendered: Rendered, service: Service) =>
  rendered.kubernetesServices.find(({ metadata }) => metadata.name === `parley-${service}`);

const callsOf = (caller: Service): Service[] =>
  SERVICES.filter((peer) => Object.keys(edges).some((name) => name.startsWith(`${caller}.${peer}.`)));

/** Ranges in which clusters, clouds and their metadata live: nothing that says "the internet" may hold them. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10', '127.0.0.0/8'];

const internetRules = ({ policies }: Rendered) =>
  policies.flatMap((policy) =>
    (policy.spec!.egress ?? []).flatMap((rule) =>
      (rule.to ?? []).flatMap(({ ipBlock }) => (ipBlock?.cidr === '0.0.0.0/0' ? [{ policy, ipBlock, rule }] : [])),
    ),
  );

const PATHS = { http: ['/webhooks/whatsapp', '/console'], sites: ['/sites', '/previews'] };

interface Route {
  spec: { hostnames: string[]; rules: { matches: { path: { value: string } }[]; timeouts?: { request?: string } }[] };
}

export const networkingRules: Rule[] = [
  {
    line: 26,
    says: 'each gRPC server has a headless Service with a port named grpc, which says whether it is plaintext',
    check: (rendered) => {
      const protocol = rendered.kind('Certificate').length > 0 ? 'grpc' : 'kubernetes.io/h2c';
      return SERVICES.filter((service) => {
        const { spec } = headlessOf(rendered, service) ?? {};
        const port = spec?.ports?.find(({ name }) => name === 'grpc');
        return spec?.clusterIP !== 'None' || port?.appProtocol !== protocol || spec.publishNotReadyAddresses;
      });
    },
    spoil: (rendered) => delete headlessOf(rendered, 'agents')!.spec!.clusterIP,
  },
  {
    line: 27,
    says: 'clients resolve the headless name by DNS, at the port of the container, and know all peers that they call',
    check: (rendered) =>
      rendered.services.flatMap((deployment) => {
        const caller = SERVICES.find((name) => name === componentOf(deployment))!;
        const env = envOf(mainOf(deployment));
        return callsOf(caller)
          .filter((peer) => env[`${peer.toUpperCase()}_URL`] !== `dns:///parley-${peer}:${TABLE[peer].grpcPort}`)
          .map((peer) => `${caller} -> ${peer}`);
      }),
    spoil: (rendered) => {
      const variable = mainOf(rendered.deployment('gateway')).env!.find(({ name }) => name === 'AGENTS_URL');
      variable!.value = 'parley-agents:80';
    },
  },
  {
    line: 29,
    says: 'nothing goes in or out of a pod that no policy allows',
    check: ({ policies, workloads }) => {
      const closing = policies.filter(
        ({ spec }) => spec!.policyTypes?.length === 2 && !spec!.ingress?.length && !spec!.egress?.length,
      );
      return workloads
        .filter(
          ({ template }) =>
            !closing.some(({ spec }) => covers(spec!.podSelector?.matchLabels, template.metadata?.labels)),
        )
        .map(({ component }) => component);
    },
    spoil: (rendered) => {
      rendered.policies.find(({ metadata }) => metadata.name.endsWith('default-deny'))!.spec!.podSelector!.matchLabels =
        {
          'app.kubernetes.io/component': 'agents',
        };
    },
  },
  {
    line: 30,
    says: 'services reach each other exactly as the table of edges says, DNS by UDP and TCP, the internet only where they must',
    check: (rendered) => [
      ...pairProblems(rendered),
      ...internetProblems(rendered),
      ...unless(
        rendered.policies.filter((policy) => SERVICES.includes(componentOf(policy).replace('-migrate', '') as Service)),
        ({ spec }) =>
          ['UDP', 'TCP'].every((protocol) =>
            spec!.egress?.some(({ ports }) => ports?.some((one) => one.port === 53 && one.protocol === protocol)),
          ),
      ),
    ],
    spoil: (rendered) => {
      const classifier = rendered.policies.find((policy) => componentOf(policy) === 'classifier')!;
      const notifier = rendered.policies.find((policy) => componentOf(policy) === 'notifier')!;
      const peerOf = (component: string) => ({
        podSelector: { matchLabels: { 'app.kubernetes.io/component': component } },
      });
      classifier.spec!.egress!.push({ to: [peerOf('notifier')], ports: [{ port: 50_055 }] });
      notifier.spec!.ingress!.push({ from: [peerOf('classifier')], ports: [{ port: 'grpc' }] });
    },
  },
  {
    line: 31,
    says: 'every Service and policy selects a pod, and every port that is named exists',
    check: ({ kubernetesServices, policies, workloads }) => {
      const chosenBy = (selector: Record<string, string> | undefined) =>
        workloads.filter(({ template }) => covers(selector, template.metadata?.labels));
      const portsOf = (workload: (typeof workloads)[0]) =>
        containersOf(workload.template).flatMap(({ ports = [] }) =>
          ports.flatMap(({ name, containerPort }) => [name, containerPort]),
        );
      return [
        ...unless(kubernetesServices, ({ spec }) => {
          const chosen = chosenBy(spec!.selector);
          return (
            chosen.length > 0 &&
            chosen.every((pod) => spec!.ports!.every(({ targetPort }) => portsOf(pod).includes(targetPort)))
          );
        }),
        ...unless(policies, ({ spec }) => {
          const chosen = chosenBy(spec!.podSelector?.matchLabels);
          const named = (spec!.ingress ?? []).flatMap(({ ports = [] }) => ports.map(({ port }) => port));
          return chosen.length > 0 && chosen.every((pod) => named.every((port) => portsOf(pod).includes(port)));
        }),
      ];
    },
    spoil: (rendered) => {
      headlessOf(rendered, 'agents')!.spec!.ports![0]!.targetPort = 'grcp';
    },
  },
  {
    line: 32,
    says: 'only the gateway has a door, with body size and timeouts: webhook and console, sites on a host of their own',
    check: (rendered) => {
      const routes = rendered.kind<Route>('HTTPRoute');
      const doors = [
        ...rendered.ingresses.flatMap(({ metadata, spec }) =>
          spec!.rules!.map(({ host, http }) => ({
            host,
            paths: http!.paths.map(({ path }) => path),
            backends: http!.paths.map(({ backend }) => backend.service?.name),
            isLimited:
              metadata.annotations?.['nginx.ingress.kubernetes.io/proxy-body-size'] !== undefined &&
              metadata.annotations['nginx.ingress.kubernetes.io/proxy-read-timeout'] !== undefined,
          })),
        ),
        ...routes.map(({ spec }) => ({
          host: spec.hostnames[0],
          paths: spec.rules.flatMap(({ matches }) => matches.map(({ path }) => path.value)),
          backends: ['parley-gateway-public'],
          isLimited: spec.rules.every(({ timeouts }) => timeouts?.request !== undefined),
        })),
      ];
      const hosts = new Set(doors.map(({ host }) => host));
      const known = Object.values(PATHS).map((paths) => paths.join());
      return [
        ...doors.filter(({ isLimited }) => !isLimited).map(({ host }) => `${host}: no limits`),
        ...doors
          .filter(({ paths }) => !known.includes(paths.join()))
          .map(({ host, paths }) => `${host}: ${paths.join()}`),
        ...doors.flatMap(({ backends }) => backends.filter((name) => name !== 'parley-gateway-public').map(String)),
        ...(hosts.size === doors.length ? [] : ['one host for sites and console']),
      ];
    },
    spoil: (rendered) => {
      rendered.ingresses[0]!.spec!.rules![0]!.http!.paths[0]!.path = '/';
    },
  },
];

/** For every pair of services: reachable over gRPC when the table of edges has a row for it, and only then. */
function pairProblems(rendered: Rendered): string[] {
  return rendered.services.flatMap((from) =>
    rendered.services.flatMap((to) => {
      const [caller, peer] = [from, to].map((one) => SERVICES.find((name) => name === componentOf(one))!);
      if (caller === peer) return [];
      const should = callsOf(caller!).includes(peer!);
      const may = isReachable(rendered, from.spec!.template, to.spec!.template, TABLE[peer!].grpcPort!);
      return should === may ? [] : [`${caller} ${may ? 'may' : 'cannot'} reach ${peer}`];
    }),
  );
}

function internetProblems(rendered: Rendered): string[] {
  const needs: Service[] = rendered.isDevelopment ? [] : ['classifier', 'agents', 'notifier'];
  const found = internetRules(rendered);
  const components = found.map(({ policy }) => componentOf(policy));
  const optional = 'STT_BASE_URL' in envOf(mainOf(rendered.deployment('orchestrator'))) ? ['orchestrator'] : [];
  return [
    ...needs
      .filter((service) => !components.includes(service))
      .map((service) => `${service} cannot reach the internet`),
    ...components
      .filter((one) => ![...needs, ...optional].includes(one as Service))
      .map((one) => `${one} may reach the internet`),
    ...found
      .filter(({ ipBlock }) => !PRIVATE.every((range) => ipBlock.except?.includes(range)))
      .map(({ policy }) => `${policy.metadata.name} takes private ranges for the internet`),
    ...found
      .filter(({ rule }) => !rule.ports?.length || rule.ports.some(({ port }) => port !== 443))
      .map(({ policy }) => `${policy.metadata.name} opens more than 443`),
  ];
}
