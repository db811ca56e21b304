import { getToken } from '@willsoto/nestjs-prometheus';
import { Histogram, type HistogramConfiguration, register, Registry, type RegistryContentType } from 'prom-client';
import { isSampled, traceIdOf } from './traceparent.js';
import { activeTraceparent } from './tracing/spans.js';

/** A histogram whose buckets name a trace that fell into them, in a process that records traces. */
export function createHistogram<Label extends string>(options: HistogramConfiguration<Label>): Histogram<Label> {
  const known = register.getSingleMetric(options.name) as Histogram<Label> | undefined;
  return known ?? new Histogram<Label>({ ...options, registers: [register], enableExemplars: hasExemplars() });
}

/** For Nest, as makeHistogramProvider. */
export const makeTracedHistogramProvider = (options: HistogramConfiguration<string>) => ({
  provide: getToken(options.name),
  useFactory: () => createHistogram(options),
});

/**
 * Observes a duration in seconds.
 * @param traceparent of what took so long; the station under way when it is left out
 */
export function observeTraced<Label extends string>(
  histogram: Histogram<Label>,
  labels: Partial<Record<Label, string>>,
  value: number,
  traceparent = activeTraceparent(),
): void {
  if (!hasExemplars()) return histogram.observe(labels, value);
  const exemplarLabels = traceparent && isSampled(traceparent) ? { trace_id: traceIdOf(traceparent) } : {};
  const untyped: Histogram = histogram; // typed, it would take only its own labels for those of exemplars
  untyped.observe({ labels, value, exemplarLabels });
}

const hasExemplars = (): boolean =>
  (register as Registry<RegistryContentType>).contentType === Registry.OPENMETRICS_CONTENT_TYPE;
