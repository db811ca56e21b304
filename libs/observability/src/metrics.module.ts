import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { register } from 'prom-client';

/** GET /metrics, with the runtime's own figures: CPU, memory, event-loop lag, garbage collection. */
export const metricsModule = (service: string) =>
  PrometheusModule.register({
    global: true,
    path: '/metrics',
    defaultLabels: { service },
    // Once a process: a spec may build a service's module twice
    defaultMetrics: { enabled: register.getSingleMetric('process_cpu_seconds_total') === undefined },
  });
