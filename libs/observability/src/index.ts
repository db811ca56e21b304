export { startCall } from './call-metrics.js';
export { makeTracedHistogramProvider, observeTraced } from './exemplars.js';
export { loggingModule } from './logging.module.js';
export { metricsModule } from './metrics.module.js';
export { continueTrace, traceIdOf } from './traceparent.js';
export { annotate, inChildSpan, inSpan, openSpan, tracesOf } from './tracing/spans.js';
