import { type App, COMMON, type Service, TABLE } from './service-table.ts';

export interface Ports {
  ops?: number;
  grpc?: number;
  public?: number;
  sites?: number;
}

/** Where one process and what it talks to are on this machine. */
export interface Wiring {
  ports: Ports;
  /** gRPC address of each service. */
  targets: Record<Service, string>;
  databaseUrl?: string;
  redisUrl: string;
  bindAddress: string;
  compileCache?: string;
}

/** Needed by Node itself or by the system's libraries; they say nothing about Parley. */
const SYSTEM = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TZ',
  'LANG',
  'LC_ALL',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** An idle service then takes 135 to 146 MB rather than 170; what is set in NODE_OPTIONS comes after it and wins. */
const SMALL = '--max-semi-space-size=4';

export const peerVariable = (service: Service): string => `${service.toUpperCase()}_URL`;

/** The whole environment of one process: what the table grants it from `settings`, and its place in the wiring. */
export function appEnvironment(app: App, settings: NodeJS.ProcessEnv, wiring: Wiring): NodeJS.ProcessEnv {
  const { peers, hasDatabase, hasRedis, publicPort, sitesPort, reads, readsPrefixes = [] } = TABLE[app];
  const { ports, targets, databaseUrl, redisUrl, bindAddress, compileCache } = wiring;
  const granted = [...SYSTEM, ...COMMON, ...reads, ...reads.map((name) => `${name}_FILE`)];
  const prefixes = ['OTEL_', ...readsPrefixes];
  const prefixed = Object.keys(settings).filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  return withoutUndefined({
    ...Object.fromEntries([...granted, ...prefixed].map((name) => [name, settings[name]])),
    ...Object.fromEntries(peers.map((peer) => [peerVariable(peer), targets[peer]])),
    NODE_OPTIONS: [SMALL, settings['NODE_OPTIONS']].filter(Boolean).join(' '),
    NODE_COMPILE_CACHE: compileCache,
    LOG_FORMAT: 'json',
    // rpcs carry no credentials on one machine: only what the outside talks to may be opened to it
    BIND_ADDRESS: publicPort ? bindAddress : '127.0.0.1',
    OPS_PORT: ports.ops?.toString(),
    GRPC_PORT: ports.grpc?.toString(),
    ...(publicPort && { [publicPort.variable]: ports.public?.toString() }),
    ...(sitesPort && { [sitesPort.variable]: ports.sites?.toString() }),
    DATABASE_URL: hasDatabase ? databaseUrl : undefined,
    REDIS_URL: hasRedis ? redisUrl : undefined,
  });
}

function withoutUndefined(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
