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
  /** Services that it calls; it gets `<NAME>_URL` of each. */
  peers: Service[];
  /** It has a schema and a login role of its own name. */
  hasDatabase: boolean;
  hasRedis: boolean;
  /** What it reads besides; each of them also as `<NAME>_FILE`. Nothing that is not listed reaches it. */
  reads: string[];
}

/** What every process reads, whatever it does. */
export const COMMON = ['NODE_ENV', 'LOG_LEVEL', 'DRAIN_DELAY_MS', 'DRAIN_TIMEOUT_MS', 'CRASH_AT', 'PAUSE_AT'];

/** Who runs where, calls whom and may know what: the secrets of each service are its own. */
export const TABLE: Record<App, AppPlan> = {
  gateway: {
    opsPort: 9101,
    grpcPort: 50051,
    publicPort: { variable: 'PORT', port: 3000 },
    peers: ['orchestrator', 'notifier'],
    hasDatabase: true,
    hasRedis: true,
    reads: ['WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN', 'RATE_LIMIT_PER_MINUTE'],
  },
  orchestrator: {
    opsPort: 9102,
    grpcPort: 50052,
    peers: ['classifier', 'agents', 'notifier'],
    hasDatabase: true,
    hasRedis: true,
    reads: ['BURST_WINDOW_MS'],
  },
  classifier: {
    opsPort: 9103,
    grpcPort: 50053,
    peers: [],
    hasDatabase: false,
    hasRedis: true,
    reads: ['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'MODEL_CONCURRENCY'],
  },
  agents: {
    opsPort: 9104,
    grpcPort: 50054,
    peers: [],
    hasDatabase: true,
    hasRedis: true,
    reads: ['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'MODEL_CONCURRENCY'],
  },
  notifier: {
    opsPort: 9105,
    grpcPort: 50055,
    peers: [],
    hasDatabase: true,
    hasRedis: true,
    reads: [
      'WHATSAPP_ACCESS_TOKEN',
      'WHATSAPP_API_URL',
      'WHATSAPP_API_VERSION',
      'WHATSAPP_PHONE_NUMBER_ID',
      'NUMBER_RATE_PER_SECOND',
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
