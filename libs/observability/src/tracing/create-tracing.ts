import type { Sampler, SpanExporter } from '@opentelemetry/sdk-trace';
import type { ProcessConfig } from '#libs/config';
import type { Tracing } from './spans.js';

export interface RunningTracing extends Tracing {
  /** Sends what is still here. */
  close(): Promise<void>;
}

/** Loads the SDK of OpenTelemetry, which is not done where nobody listens, and has spans sent to the endpoint in batches. */
export async function createTracing(service: string, config: ProcessConfig): Promise<RunningTracing> {
  const sdk = await import('@opentelemetry/sdk-trace');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'parley' }),
    sampler: samplerOf(sdk, config),
    spanLimits: { attributeValueLengthLimit: 256 },
    // Bounded: spans are dropped where the endpoint is away or slow, and nothing waits for it
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: await createExporter(config),
        scheduledDelayMillis: SEND_EVERY_MS,
        maxQueueSize: 4_096,
        exportTimeoutMillis: CLOSE_WITHIN_MS,
      }),
    ],
  });
  return {
    tracer: provider.getTracer('parley'),
    followsParent: config.OTEL_TRACES_SAMPLER.startsWith('parentbased_'),
    close: () => provider.shutdown(),
  };
}

const SEND_EVERY_MS = 1_000;
const CLOSE_WITHIN_MS = 3_000;

async function createExporter(config: ProcessConfig): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    config.OTEL_EXPORTER_OTLP_PROTOCOL === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter({
    url: `${config.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '')}/v1/traces`,
    headers: config.OTEL_EXPORTER_OTLP_HEADERS,
    timeoutMillis: CLOSE_WITHIN_MS,
  });
}

/** As the specification of OpenTelemetry names them. */
function samplerOf(
  {
    AlwaysOnSampler,
    AlwaysOffSampler,
    TraceIdRatioBasedSampler,
    ParentBasedSampler,
  }: typeof import('@opentelemetry/sdk-trace'),
  { OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: ratio }: ProcessConfig,
): Sampler {
  const isParentBased = name.startsWith('parentbased_');
  const kind = name.replace('parentbased_', '');
  const root =
    kind === 'traceidratio'
      ? new TraceIdRatioBasedSampler(ratio)
      : kind === 'always_off'
        ? new AlwaysOffSampler()
        : new AlwaysOnSampler();
  return isParentBased ? new ParentBasedSampler({ root }) : root;
}
