export { type Breaker, createBreaker } from './breaker.js';
export { type Edge, type EdgeName, edges } from './edges.js';
export { once } from './once.js';
