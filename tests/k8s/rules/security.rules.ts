import { readFileSync } from 'node:fs';
import { COMMON, SERVICES, TABLE } from '../../../scripts/launcher/plan/service-table.ts';
import { componentOf, containersOf, envOf, mainOf, type Rendered } from '../rendered.ts';
import { type Rule, unless } from './rule.ts';

/** Read by Node or by the libraries of the system. */
const OF_THE_SYSTEM = ['NODE_OPTIONS', 'TMPDIR', 'NODE_EXTRA_CA_CERTS'];
const OF_THE_PLACE = ['OPS_PORT', 'GRPC_PORT', 'BIND_ADDRESS', 'LOG_FORMAT', 'DATABASE_URL', 'REDIS_URL'];
const SECRET = /(_KEY|_SECRET|_TOKENS?|_URL|_HEADERS)(_\d+)?$/;
/** These say where something is, not how to be let in. */
const NOT_SECRET =
  /^(SITES|CONSOLE|ANTHROPIC_BASE|STT_BASE|WHATSAPP_API|GATEWAY|ORCHESTRATOR|CLASSIFIER|AGENTS|NOTIFIER|SIMULATOR_\w+)_URL$/;

const isSecret = (name: string): boolean => SECRET.test(name) && !NOT_SECRET.test(name);

const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');

/** What a service may be told: what the table of services grants it, and where it stands. */
function readBy(service: (typeof SERVICES)[number]): (name: string) => boolean {
  const { reads, readsPrefixes = [], peers, publicPort, sitesPort } = TABLE[service];
  const names = new Set([
    ...OF_THE_SYSTEM,
    ...OF_THE_PLACE,
    ...COMMON,
    ...reads,
    ...peers.map((peer) => `${peer.toUpperCase()}_URL`),
    ...[publicPort, sitesPort].flatMap((port) => (port ? [port.variable] : [])),
  ]);
  return (variable) => {
    const name = variable.replace(/_FILE$/, '');
    return names.has(name) || readsPrefixes.some((prefix) => name.startsWith(prefix));
  };
}

export const securityRules: Rule[] = [
  {
    line: 33,
    says: 'pods and containers are restricted: no root, read-only, no capabilities, no escalation, seccomp',
    check: ({ workloads }) =>
      workloads.flatMap(({ component, template }) => {
        const { securityContext: pod } = template.spec!;
        const bad = containersOf(template).filter(
          ({ securityContext: own }) =>
            !(
              own?.runAsNonRoot === true &&
              Number(own.runAsUser) >= 10_000 &&
              own.readOnlyRootFilesystem === true &&
              own.allowPrivilegeEscalation === false &&
              own.capabilities?.drop?.join() === 'ALL' &&
              !own.capabilities.add?.length &&
              own.seccompProfile?.type === 'RuntimeDefault' &&
              own.privileged !== true
            ),
        );
        const isPodSafe =
          pod?.runAsNonRoot === true &&
          Number(pod.runAsUser) >= 10_000 &&
          pod.seccompProfile?.type === 'RuntimeDefault';
        const shares = template.spec!.hostNetwork ?? template.spec!.hostPID ?? template.spec!.hostIPC ?? false;
        return [...bad.map(({ name }) => `${component}/${name}`), ...(isPodSafe && !shares ? [] : [component])];
      }),
    spoil: (rendered) => {
      mainOf(rendered.deployment('agents')).securityContext!.readOnlyRootFilesystem = false;
    },
  },
  {
    line: 34,
    says: 'each has a ServiceAccount of its own without a token, and nobody has rights in the cluster',
    check: (rendered) => {
      const names = rendered.accounts.map(({ metadata }) => metadata.name);
      const used = rendered.deployments.map(({ spec }) => spec!.template.spec!.serviceAccountName ?? 'default');
      const rights = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].flatMap((kind) =>
        rendered.kind(kind),
      );
      return [
        ...used.filter((name, index) => !names.includes(name) || used.indexOf(name) !== index),
        ...unless(rendered.accounts, ({ automountServiceAccountToken }) => automountServiceAccountToken === false),
        ...rendered.workloads
          .filter(({ template }) => template.spec!.automountServiceAccountToken !== false)
          .map(({ component }) => component),
        ...rights.map(({ metadata }) => metadata.name),
      ];
    },
    spoil: (rendered) => delete rendered.deployment('agents').spec!.template.spec!.automountServiceAccountToken,
  },
  {
    line: 35,
    says: 'the namespace enforces restricted pod security',
    check: (rendered) => {
      const namespaces = rendered.kind('Namespace');
      const levels = ['enforce', 'warn', 'audit'].map((mode) => `pod-security.kubernetes.io/${mode}`);
      return [
        ...(namespaces.length === 1 ? [] : ['no namespace']),
        ...unless(namespaces, ({ metadata }) => levels.every((level) => metadata.labels?.[level] === 'restricted')),
      ];
    },
    spoil: (rendered) => {
      rendered.kind('Namespace')[0]!.metadata.labels!['pod-security.kubernetes.io/enforce'] = 'baseline';
    },
  },
  {
    line: 36,
    says: 'secrets are named and mounted as files, never given, outside of the development overlay',
    check: (rendered) => [
      ...rendered.workloads.flatMap(({ component, template }) =>
        containersOf(template).flatMap((container) => [
          ...Object.keys(envOf(container))
            .filter(isSecret)
            .map((name) => `${component}: ${name} as a value`),
          ...(container.envFrom?.length ? [`${component}: envFrom`] : []),
          ...(container.env ?? [])
            .filter(({ valueFrom }) => valueFrom?.secretKeyRef)
            .map(({ name }) => `${component}: ${name}`),
        ]),
      ),
      ...(rendered.isDevelopment ? [] : rendered.secrets.map(({ metadata }) => `Secret/${metadata.name} has values`)),
      ...rendered.configMaps
        .filter(({ data = {} }) =>
          Object.values(data).some((value) => /password\s+'|sk-ant-|EAA[A-Za-z0-9]{20}/i.test(value)),
        )
        .map(({ metadata }) => `ConfigMap/${metadata.name}`),
    ],
    spoil: (rendered) => {
      mainOf(rendered.deployment('agents')).env!.push({ name: 'ANTHROPIC_API_KEY', value: 'given' });
    },
  },
  {
    line: 37,
    says: 'what pods write into is empty, limited in size, and TMPDIR; nothing else is writable',
    check: ({ workloads }) =>
      workloads.flatMap(({ component, template }) => {
        const { volumes = [] } = template.spec!;
        const unlimited = volumes.filter(({ emptyDir }) => emptyDir && emptyDir.sizeLimit === undefined);
        const isOther = volumes.filter(({ emptyDir, secret, configMap }) => !emptyDir && !secret && !configMap);
        const isNode = (container: ReturnType<typeof containersOf>[0]) => 'NODE_OPTIONS' in envOf(container);
        const wrong = containersOf(template).filter(
          (container) =>
            isNode(container) &&
            (envOf(container)['TMPDIR'] !== '/tmp' ||
              !container.volumeMounts?.some(({ name, mountPath }) => name === 'tmp' && mountPath === '/tmp')),
        );
        return [...unlimited, ...isOther, ...wrong].map(({ name }) => `${component}/${name}`);
      }),
    spoil: (rendered) => {
      rendered.deployment('agents').spec!.template.spec!.volumes!.find(({ emptyDir }) => emptyDir)!.emptyDir = {};
    },
  },
  {
    line: 38,
    says: 'with TLS between services each has a certificate for its headless name and its account, mounted where it reads it; without, none',
    check: (rendered) => {
      const certificates = rendered.kind<Certificate>('Certificate');
      return unless(rendered.services, (deployment) => {
        const { name } = deployment.metadata;
        const { GRPC_TLS_DIR, GRPC_TLS_IDENTITIES = '' } = envOf(mainOf(deployment));
        const own = certificates.find(({ metadata }) => metadata.name === name)?.spec;
        if (certificates.length === 0) return GRPC_TLS_DIR === undefined;
        const { serviceAccountName, volumes = [] } = deployment.spec!.template.spec!;
        const volume = volumes.find(({ secret }) => secret?.secretName === own?.secretName)?.name;
        return (
          own?.dnsNames.includes(name) === true &&
          own.uris.join() === `${GRPC_TLS_IDENTITIES}${componentOf(deployment)}` &&
          own.uris[0]!.endsWith(`/sa/${serviceAccountName}`) &&
          mainOf(deployment).volumeMounts!.some((mount) => mount.name === volume && mount.mountPath === GRPC_TLS_DIR)
        );
      });
    },
    spoil: (rendered) => {
      mainOf(rendered.deployment('agents')).env!.push({ name: 'GRPC_TLS_DIR', value: '/run/secrets/tls' });
    },
  },
];

interface Certificate {
  spec: { secretName: string; dnsNames: string[]; uris: string[] };
}

/** Beyond the list: what the manifests set is what the processes read, and what they must be told they are told. */
export const configurationRules: Rule[] = [
  {
    line: 45,
    says: 'every variable that is set is read by its service and stands in .env.example',
    check: ({ services }) =>
      services.flatMap((deployment) => {
        const service = SERVICES.find((name) => name === componentOf(deployment))!;
        const names = Object.keys(envOf(mainOf(deployment)));
        const undocumented = names
          .filter((name) => !OF_THE_SYSTEM.includes(name))
          .map((name) => name.replace(/_FILE$/, ''))
          .filter((name) => !example.includes(`${name}=`) && !example.includes(`${name.replace(/_\d+$/, '')}=`));
        return [...names.filter((name) => !readBy(service)(name)), ...undocumented].map(
          (name) => `${service}: ${name}`,
        );
      }),
    spoil: (rendered) => {
      mainOf(rendered.deployment('agents')).env!.push({ name: 'WHATSAPP_ACCESS_TOKEN_FILE', value: '/run/secrets/x' });
    },
  },
  {
    line: 46,
    says: 'each mounted file is a key that its secret is asked for, and each service has a secret of its own',
    check: (rendered) => {
      const names = rendered.services.map(secretOf);
      return [
        ...names.filter((name, index) => name === undefined || names.indexOf(name) !== index).map(String),
        ...rendered.services.flatMap((deployment) => {
          const files = Object.entries(envOf(mainOf(deployment))).filter(([name]) => name.endsWith('_FILE'));
          const keys = keysOf(rendered, secretOf(deployment)!);
          return files
            .filter(([name, path]) => {
              const key = name.slice(0, -'_FILE'.length);
              return path !== `/run/secrets/parley/${key}` || (keys !== undefined && !keys.includes(key));
            })
            .map(([name]) => `${componentOf(deployment)}: ${name}`);
        }),
      ];
    },
    spoil: (rendered) => {
      const [volume] = rendered.deployment('agents').spec!.template.spec!.volumes!.filter(({ secret }) => secret);
      volume!.secret!.secretName = secretOf(rendered.deployment('notifier'))!;
    },
  },
];

const secretOf = (deployment: Rendered['services'][0]): string | undefined =>
  deployment.spec!.template.spec!.volumes?.find(({ name }) => name === 'secrets')?.secret?.secretName;

/** Keys of a secret that is rendered, or that a store fills; unknown where somebody else makes it. */
function keysOf(rendered: Rendered, name: string): string[] | undefined {
  const given = rendered.secrets.find(({ metadata }) => metadata.name === name);
  if (given) return Object.keys(given.stringData ?? {});
  const stores = rendered.kind<{ spec: { target: { name: string }; data: { secretKey: string }[] } }>('ExternalSecret');
  return stores.find(({ spec }) => spec.target.name === name)?.spec.data.map(({ secretKey }) => secretKey);
}
