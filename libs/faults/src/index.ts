export { armCrashPoints, crashPoint } from './crash-point.js';
export { type CrashPoint, crashPoints } from './crash-points.js';
