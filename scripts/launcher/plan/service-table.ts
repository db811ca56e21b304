export const SERVICES = ['gateway', 'orchestrator', 'classifier', 'agents', 'notifier'] as const;
export type Service = (typeof SERVICES)[number];
export type App = Service | 'simulator';
/** In the order in which they are stopped: first nothing new comes in, then what is under way is finished. */
export const APPS: readonly App[] = [...SERVICES, 'simulator'];

export interface AppPlan {
  /** Probes and metrics; the simulator has them on its public port. */
  opsPort?: number;
  grpcPort?: number;
  /** Variable and default of the port that people or Meta talk to. */
  publicPort?: { variable: 'PORT' | 'SIMULATOR_PORT'; port: number };
  /** Variable and default of the port on which it shows what agents made, another origin than the public one. */
  sitesPort?: { variable: 'SITES_PORT'; port: number };
  /** Services that it calls; it gets `<NAME>_URL` of each. */
  peers: Service[];
  /** It gets `DATABASE_URL`, a login of its own. */
  hasDatabase: boolean;
  hasRedis: boolean;
  /** What it reads besides; each of them also as `<NAME>_FILE`. Nothing that is not listed reaches it. */
  reads: string[];
  /** Variables whose names are not known here, such as those that a file of the installation says: all that begin so. */
  readsPrefixes?: string[];
}

/** Who owns a schema and a login role of its own name; they are made before the first migration asks for them. */
export const SCHEMA_OWNERS: readonly Service[] = ['gateway', 'orchestrator', 'agents', 'notifier'];

/** Extensions that a schema's tables need; each is part of Postgres and may be made by the owner of a database. */
export const EXTENSIONS: Partial<Record<Service, string[]>> = { agents: ['btree_gin', 'pg_trgm', 'unaccent'] };

/** What every process reads, whatever it does. */
export const COMMON = [
  'NODE_ENV',
  'LOG_LEVEL',
  'GRPC_MAX_CONNECTION_AGE_MS',
  'GRPC_TLS_DIR',
  'GRPC_TLS_IDENTITIES',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'DRAIN_DELAY_MS',
  'DRAIN_TIMEOUT_MS',
  'CRASH_AT',
  'PAUSE_AT',
];

const DATABASE = ['DATABASE_POOL_SIZE', 'DATABASE_ALLOW_UNSAFE'];
const LEASES = ['LEASE_TTL_MS', 'LEASE_TICK_MS'];
const MODEL = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_BASE_URL',
  'MODEL_ROUTER',
  'MODEL_STANDARD',
  'MODEL_STRONG',
  'MODEL_FALLBACKS',
  'MODEL_CONCURRENCY',
  'MODEL_QUEUE',
  'MODEL_IDLE_TIMEOUT_MS',
  'MODEL_CIRCUIT_OPEN_MS',
];

/** Of the model API: any number of keys. */
const KEYS = ['ANTHROPIC_API_KEY_'];

/** Who runs where, calls whom and may know what: the secrets of each service are its own. */
export const TABLE: Record<App, AppPlan> = {
  gateway: {
    opsPort: 9101,
    grpcPort: 50051,
    publicPort: { variable: 'PORT', port: 3000 },
    sitesPort: { variable: 'SITES_PORT', port: 3001 },
    peers: ['orchestrator', 'notifier', 'agents'],
    hasDatabase: true,
    hasRedis: true,
    reads: [
      ...DATABASE,
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_VERIFY_TOKEN',
      'WHATSAPP_PHONE_NUMBER_ID',
      'RATE_LIMIT_PER_MINUTE',
      'INJECTION_POLICY',
      'RETENTION_DAYS',
      'CONSOLE_TOKEN',
      'CONSOLE_URL',
      'SITES_URL',
    ],
  },
  orchestrator: {
    opsPort: 9102,
    grpcPort: 50052,
    peers: ['classifier', 'agents', 'notifier'],
    hasDatabase: true,
    hasRedis: true,
    reads: [
      ...DATABASE,
      ...LEASES,
      'BURST_WINDOW_MS',
      'TURNS_IN_FLIGHT',
      'TURN_ATTEMPTS',
      'TURN_TIMEOUT_MS',
      'BUILD_PHASES_IN_FLIGHT',
      'BUILD_PHASES_PER_NUMBER',
      'BUILD_PHASES_TOTAL',
      'BUILDS_PER_PERSON',
      'BUILD_RETENTION_DAYS',
      'PATIENCE_MS',
      'TURN_WAIT_MS',
      'HUMAN_CONTACT',
      'HUMAN_CONTACTS',
      'HANDOFF_AFTER_FAILURES',
      'HANDOFF_ESCALATION_MS',
      'RETENTION_DAYS',
      'STT_BASE_URL',
      'STT_API_KEY',
      'STT_MODEL',
      'MEDIA_RETENTION_DAYS',
      'WORKFLOWS_DIR',
      'SITES_URL',
      'BUILD_CACHE_SECRET',
      'BUILD_CACHE_EXCLUDED',
      'BUILD_CACHE_DAYS',
      'BUILD_CACHE_ENTRIES',
      'BUILD_MAX',
      'BUILD_MAX_PERSON_DAY',
      'BUILD_MAX_NUMBER_DAY',
      'AGENTS_REFRESH_MS',
    ],
  },
  classifier: {
    opsPort: 9103,
    grpcPort: 50053,
    peers: ['agents'],
    hasDatabase: false,
    hasRedis: true,
    reads: ['UTTERANCES_DIR', 'AGENTS_REFRESH_MS', 'ROUTER_TIMEOUT_MS', 'VERDICTS_CACHED', ...MODEL],
    readsPrefixes: KEYS,
  },
  agents: {
    opsPort: 9104,
    grpcPort: 50054,
    peers: [],
    hasDatabase: true,
    hasRedis: true,
    reads: [
      ...DATABASE,
      'AGENTS_DIR',
      'EXAMPLE_BUSINESS',
      'CHROMIUM_PATH',
      'CHECK_SITE_BYTES',
      'CHECK_FILE_BYTES',
      'CHECK_FILES',
      'CHECK_TIMEOUT_MS',
      'CHECK_QUEUE',
      'SITES_URL',
      'BUILD_RETENTION_DAYS',
      'MCP_CONFIG',
      'MCP_PIN',
      'ANSWER_CACHE_SECRET',
      'ANSWER_CACHE_TTL_S',
      'ANSWER_CACHE_BYTES',
      ...MODEL,
    ],
    readsPrefixes: ['MCP_', ...KEYS],
  },
  notifier: {
    opsPort: 9105,
    grpcPort: 50055,
    peers: [],
    hasDatabase: true,
    hasRedis: true,
    reads: [
      ...DATABASE,
      ...LEASES,
      'WHATSAPP_ACCESS_TOKEN',
      'WHATSAPP_ACCESS_TOKENS',
      'WHATSAPP_API_URL',
      'WHATSAPP_API_VERSION',
      'WHATSAPP_PHONE_NUMBER_ID',
      'WHATSAPP_MENU_LANGUAGE',
      'SENDS_IN_FLIGHT',
      'READ_MARKS_IN_FLIGHT',
      'SEND_TIMEOUT_MS',
      'WHATSAPP_CIRCUIT_OPEN_MS',
      'PAIR_SECONDS_PER_MESSAGE',
      'PAIR_BURST',
      'NUMBER_RATE_PER_SECOND',
      'REPLICAS',
      'WAIT_FOR_DELIVERED_MS',
      'REENGAGEMENT_TEMPLATE',
      'QUIET_PERIOD_MS',
      'STATUS_DELAY_MS',
      'HOL_MAX_MS',
      'UNKNOWN_MAX_MS',
      'BEAT_GAP_MS',
      'RECONCILE_INTERVAL_MS',
      'RETENTION_DAYS',
    ],
  },
  simulator: {
    publicPort: { variable: 'SIMULATOR_PORT', port: 4000 },
    peers: [],
    hasDatabase: false,
    hasRedis: false,
    reads: [
      'WHATSAPP_PHONE_NUMBER_ID',
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_VERIFY_TOKEN',
      'WHATSAPP_ACCESS_TOKEN',
      'SIMULATOR_WEBHOOK_URL',
      'SIMULATOR_PUBLIC_URL',
      'SIMULATOR_STATE_FILE',
      'SIMULATOR_STATUSES',
      'SIMULATOR_LOG_SIZE',
      'SIMULATOR_BUSINESS_NAME',
      'SIMULATOR_BUSINESS_NUMBER',
    ],
  },
};
