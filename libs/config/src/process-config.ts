import { z } from 'zod';
import { count, headers, port, ratio, url } from './variables.js';

/** TLS between services, for whoever calls or serves rpcs. */
export const peerTlsVariables = {
  /** Folder with tls.crt, tls.key and ca.crt; without it rpcs are plaintext. */
  GRPC_TLS_DIR: z.string().optional(),
  /** What the URI in a certificate holds before the name of the service: spiffe://cluster.local/ns/parley/sa/ */
  GRPC_TLS_IDENTITIES: z.string().optional(),
};

/** What every service reads, whatever it does. */
export const processConfig = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'expected development, test or production')
    .default('development'),
  /** Probes and metrics; 0 takes a free port. */
  OPS_PORT: port(9100),
  GRPC_PORT: port(50050),
  /** After so long a caller opens its connection anew, and calls under way end on the old one; 0 for never. */
  GRPC_MAX_CONNECTION_AGE_MS: count(300_000, { max: 86_400_000 }),
  ...peerTlsVariables,
  /** Address that the servers listen on. */
  BIND_ADDRESS: z.string().default('0.0.0.0'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'expected a pino level').default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty'], 'expected json or pretty').optional(),
  /** Where spans go; none are recorded without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https').optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headers,
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(['http/protobuf', 'http/json'], 'expected http/protobuf or http/json')
    .default('http/protobuf'),
  OTEL_TRACES_SAMPLER: z
    .enum(
      [
        'always_on',
        'always_off',
        'traceidratio',
        'parentbased_always_on',
        'parentbased_always_off',
        'parentbased_traceidratio',
      ],
      'expected a sampler of OpenTelemetry such as parentbased_traceidratio',
    )
    .default('parentbased_always_on'),
  /** Share of traces that a sampler with traceidratio records. */
  OTEL_TRACES_SAMPLER_ARG: ratio(1),
  /** Time between "not ready" and the end of serving, so that traffic moves away. */
  DRAIN_DELAY_MS: count(0, { max: 60_000 }),
  /** Hard end of a graceful shutdown. */
  DRAIN_TIMEOUT_MS: count(15_000, { min: 100, max: 600_000 }),
  /** Tests only: `<name>` of a crash point at which the process kills or stops itself. */
  CRASH_AT: z.string().optional(),
  PAUSE_AT: z.string().optional(),
});

export type ProcessConfig = Readonly<z.infer<typeof processConfig>>;
