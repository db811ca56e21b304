import { edges } from '../../libs/resilience/src/edges.ts';
import { COMMON, EXTENSIONS, SCHEMA_OWNERS, type Service, SERVICES, TABLE } from '../launcher/plan/service-table.ts';

/** Each is mounted as a file, never an environment value: what a crash dump or a child process shows holds none of them. */
const SECRETS = {
  DATABASE_URL: 'required',
  REDIS_URL: 'required',
  WHATSAPP_APP_SECRET: 'required',
  WHATSAPP_VERIFY_TOKEN: 'required',
  WHATSAPP_ACCESS_TOKEN: 'required',
  ANTHROPIC_API_KEY: 'required',
  BUILD_CACHE_SECRET: 'required',
  ANSWER_CACHE_SECRET: 'required',
  CONSOLE_TOKEN: 'required',
  WHATSAPP_ACCESS_TOKENS: 'optional',
  STT_API_KEY: 'optional',
  OTEL_EXPORTER_OTLP_HEADERS: 'optional',
} as const;

/** A new variable with such a name must be sorted into the table above before manifests are rendered. */
const LOOKS_SECRET = /_(SECRET|TOKENS?|KEY|HEADERS|PASSWORD)$/;

/** The chart says them itself, or they are for tests. */
const NOT_FOR_VALUES = [
  'GRPC_TLS_DIR',
  'GRPC_TLS_IDENTITIES',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'DRAIN_DELAY_MS',
  'DRAIN_TIMEOUT_MS',
  'CRASH_AT',
  'PAUSE_AT',
  'DATABASE_POOL_SIZE',
  'REPLICAS',
];

export interface ServiceFacts {
  ports: Record<string, number>;
  /** Services that it calls, and those that call it. */
  calls: Service[];
  calledBy: Service[];
  database: boolean;
  /** Extensions of Postgres that its tables need. */
  extensions: string[];
  redis: boolean;
  /** What it talks to outside of the cluster. */
  outside: string[];
  secrets: { required: string[]; optional: string[] };
  /** Variables that `env` may set. */
  variables: string[];
}

/** What the templates know of each service: read from the tables that the code itself works by. */
export function chartFacts(): Record<Service, ServiceFacts> {
  return Object.fromEntries(SERVICES.map((service) => [service, factsOf(service)])) as Record<Service, ServiceFacts>;
}

function factsOf(service: Service): ServiceFacts {
  const { opsPort, grpcPort, publicPort, sitesPort, hasDatabase, hasRedis, reads } = TABLE[service];
  const ports = { ops: opsPort, grpc: grpcPort, http: publicPort?.port, sites: sitesPort?.port };
  const known = [...COMMON, ...reads, ...(hasDatabase ? ['DATABASE_URL'] : []), ...(hasRedis ? ['REDIS_URL'] : [])];
  const unsorted = known.filter((name) => LOOKS_SECRET.test(name) && !(name in SECRETS));
  if (unsorted.length > 0) throw new Error(`say in SECRETS what these are: ${unsorted.join(', ')}`);
  const secretsThatAre = (kind: string): string[] =>
    known.filter((name) => SECRETS[name as keyof typeof SECRETS] === kind).sort();
  return {
    ports: Object.fromEntries(Object.entries(ports).flatMap(([name, port]) => (port ? [[name, port]] : []))),
    calls: SERVICES.filter((peer) => calls(service, peer)),
    calledBy: SERVICES.filter((peer) => calls(peer, service)),
    database: hasDatabase && SCHEMA_OWNERS.includes(service),
    extensions: EXTENSIONS[service] ?? [],
    redis: hasRedis,
    outside: outsideOf(service, reads),
    secrets: { required: secretsThatAre('required'), optional: secretsThatAre('optional') },
    variables: [...COMMON, ...reads, 'LOG_FORMAT']
      .filter((name) => !(name in SECRETS) && !NOT_FOR_VALUES.includes(name))
      .sort(),
  };
}

/** A path in the cluster exists where the table of edges has a row. */
const calls = (caller: Service, peer: Service): boolean =>
  Object.keys(edges).some((name) => name.startsWith(`${caller}.${peer}.`));

/** The classifier asks the same model as the agents do, by the same edge. */
function outsideOf(service: Service, reads: string[]): string[] {
  const rows = Object.keys(edges).map((name) => name.split('.'));
  const inside: readonly string[] = [...SERVICES, 'redis'];
  const own = rows.filter(([caller, peer]) => caller === service && !inside.includes(peer!)).map(([, peer]) => peer!);
  return [...new Set([...own, ...(reads.includes('ANTHROPIC_API_KEY') ? ['model'] : [])])].sort();
}
