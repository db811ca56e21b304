export { Lease } from './lease.js';
export { type LeaseTimes, leaseTimes, leaseTimesOf } from './lease-times.js';
export { repeat } from './repeat.js';
export { planRetry, type RetryPlan } from './retry-plan.js';
export { type Claimant, Worker, type WorkerOptions, type WorkRow } from './worker.js';
export { workStatements } from './work-statements.js';
export { type WorkTable } from './work-table.js';
