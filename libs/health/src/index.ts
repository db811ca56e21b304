export { healthNotes } from './health-notes.js';
export { HealthModule } from './health.module.js';
export { Lifecycle } from './lifecycle.js';
export { type ReadinessCheck } from './readiness-check.js';
