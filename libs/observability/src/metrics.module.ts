import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { register, Registry, type RegistryContentType } from 'prom-client';
import type { ProcessConfig } from '#libs/config';
import { showCallExemplars } from './call-metrics.js';
import './circuit-metrics.js';
import { createTracing, type RunningTracing } from './tracing/create-tracing.js';
import { recordSpans } from './tracing/spans.js';
import './version.js';

const TRACING = 'TRACING';

/** Spans of the last moments are those that people look for. */
@Injectable()
class TracingCloser implements OnApplicationShutdown {
  constructor(@Inject(TRACING) private readonly tracing: RunningTracing) {}

  async onApplicationShutdown(): Promise<void> {
    recordSpans(undefined);
    await this.tracing.close();
  }
}

@Module({})
class TracingModule {}

/**
 * GET /metrics, with the runtime's own figures: CPU, memory, event-loop lag, garbage collection; and, where an OTLP endpoint is
 * given, spans that are sent there and exemplars in the histograms.
 */
export function metricsModule(service: string, config?: ProcessConfig): DynamicModule {
  const metrics = PrometheusModule.register({
    global: true,
    path: '/metrics',
    defaultLabels: { service },
    // Once a process: a spec may build a service's module twice
    defaultMetrics: { enabled: register.getSingleMetric('process_cpu_seconds_total') === undefined },
  });
  if (!config?.OTEL_EXPORTER_OTLP_ENDPOINT) return metrics;
  // Before the metrics are made: only this format has exemplars
  (register as Registry<RegistryContentType>).setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  showCallExemplars();
  const tracing = {
    provide: TRACING,
    useFactory: async () => {
      const created = await createTracing(service, config);
      recordSpans(created);
      return created;
    },
  };
  return { module: TracingModule, imports: [metrics], providers: [tracing, TracingCloser] };
}
