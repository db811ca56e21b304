export { healthNotes } from './health-notes.js';
export { HealthModule } from './health.module.js';
export { Lifecycle } from './lifecycle.js';
export { Readiness } from './readiness.js';
export { type ReadinessCheck } from './readiness-check.js';
