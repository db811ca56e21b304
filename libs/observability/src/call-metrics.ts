import { type Attributes, SpanKind } from '@opentelemetry/api';
import { Counter, register } from 'prom-client';
import { createHistogram, observeTraced } from './exemplars.js';
import { openChildSpan, openSpan } from './tracing/spans.js';

const requests = new Counter({
  name: 'api_requests_total',
  help: 'Calls to other services and APIs by outcome: ok, or the reason of the failure',
  labelNames: ['service', 'method', 'status'] as const,
  registers: [register],
});
const createDuration = () =>
  createHistogram<'service' | 'method'>({
    name: 'api_request_duration_seconds',
    help: 'Duration of calls to other services and APIs',
    labelNames: ['service', 'method'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  });
let duration = createDuration();
const errors = new Counter({
  name: 'api_errors_total',
  help: 'Failed calls to other services and APIs by reason',
  labelNames: ['service', 'error_type'] as const,
  registers: [register],
});

/** Makes the histogram anew, for a registry that has exemplars by now. */
export function showCallExemplars(): void {
  register.removeSingleMetric('api_request_duration_seconds');
  duration = createDuration();
}

export interface CallSpan {
  /** Traces of the items that a call for several carries; without them it is a part of the station under way. */
  traces?: readonly string[];
  /** Of the span, where a convention wants another than `<service>.<method>`. */
  name?: string;
  attributes?: Attributes;
}

/** Starts the clock of one outgoing call, and its span; call the result with `ok` or the reason of the failure. */
export function startCall(
  service: string,
  method: string,
  { traces, name = `${service}.${method}`, attributes }: CallSpan = {},
): (status: string, attributes?: Attributes) => void {
  const startedAt = performance.now();
  const options = { kind: SpanKind.CLIENT, attributes };
  const span = traces ? openSpan(name, traces, options) : openChildSpan(name, options);
  return (status, found) => {
    requests.inc({ service, method, status });
    observeTraced(duration, { service, method }, (performance.now() - startedAt) / 1000, span?.traceparent);
    if (status !== 'ok') errors.inc({ service, error_type: status });
    span?.end(status, found);
  };
}
