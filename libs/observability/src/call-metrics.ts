import { Counter, Histogram, register } from 'prom-client';

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const requests = new Counter({
  name: 'api_requests_total',
  help: 'Calls to other services and APIs by outcome: ok, or the reason of the failure',
  labelNames: ['service', 'method', 'status'] as const,
  registers: [register],
});
const duration = new Histogram({
  name: 'api_request_duration_seconds',
  help: 'Duration of calls to other services and APIs',
  labelNames: ['service', 'method'] as const,
  buckets,
  registers: [register],
});
const errors = new Counter({
  name: 'api_errors_total',
  help: 'Failed calls to other services and APIs by reason',
  labelNames: ['service', 'error_type'] as const,
  registers: [register],
});

/** Starts the clock of one outgoing call; call the result with `ok` or the reason of the failure. */
export function startCall(service: string, method: string): (status: string) => void {
  const startedAt = performance.now();
  return (status) => {
    requests.inc({ service, method, status });
    duration.observe({ service, method }, (performance.now() - startedAt) / 1000);
    if (status !== 'ok') errors.inc({ service, error_type: status });
  };
}
