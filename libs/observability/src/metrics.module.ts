import { PrometheusModule } from '@willsoto/nestjs-prometheus';

/** GET /metrics, with the runtime's own figures: CPU, memory, event-loop lag, garbage collection. */
export const metricsModule = (service: string) =>
  PrometheusModule.register({
    global: true,
    path: '/metrics',
    defaultLabels: { service },
    defaultMetrics: { enabled: true },
  });
