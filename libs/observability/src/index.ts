export { startCall } from './call-metrics.js';
export { loggingModule } from './logging.module.js';
export { metricsModule } from './metrics.module.js';
export { continueTrace, traceIdOf } from './traceparent.js';
