import { type App, COMMON, type Service, TABLE } from './service-table.ts';

export interface Ports {
  ops?: number;
  grpc?: number;
  public?: number;
}

/** Where everything is on this machine in this run. */
export interface Wiring {
  ports: Record<App, Ports>;
  databaseUrls: Partial<Record<App, string>>;
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
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

export const peerVariable = (service: Service): string => `${service.toUpperCase()}_URL`;

/** The whole environment of one process: what the table grants it from `settings`, and its place in the wiring. */
export function appEnvironment(app: App, settings: NodeJS.ProcessEnv, wiring: Wiring): NodeJS.ProcessEnv {
  const { peers, hasDatabase, hasRedis, publicPort, reads } = TABLE[app];
  const { ports, databaseUrls, redisUrl, bindAddress, compileCache } = wiring;
  const own = ports[app];
  const granted = [...SYSTEM, ...COMMON, ...reads, ...reads.map((name) => `${name}_FILE`)];
  const telemetry = Object.keys(settings).filter((name) => name.startsWith('OTEL_'));
  return withoutUndefined({
    ...Object.fromEntries([...granted, ...telemetry].map((name) => [name, settings[name]])),
    ...Object.fromEntries(peers.map((peer) => [peerVariable(peer), `127.0.0.1:${ports[peer].grpc}`])),
    NODE_COMPILE_CACHE: compileCache,
    LOG_FORMAT: 'json',
    // rpcs carry no credentials on one machine: only what the outside talks to may be opened to it
    BIND_ADDRESS: publicPort ? bindAddress : '127.0.0.1',
    OPS_PORT: own.ops?.toString(),
    GRPC_PORT: own.grpc?.toString(),
    ...(publicPort && { [publicPort.variable]: own.public?.toString() }),
    DATABASE_URL: hasDatabase ? databaseUrls[app] : undefined,
    REDIS_URL: hasRedis ? redisUrl : undefined,
  });
}

function withoutUndefined(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
