export { findSuspicions } from './find-suspicions.js';
export type { Suspicion } from './injection-patterns.js';
