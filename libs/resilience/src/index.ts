export { type Breaker, createBreaker } from './breaker.js';
export { type Edge, type EdgeName, edges } from './edges.js';
export { once } from './once.js';
export { createPlaces, type Places } from './places.js';
export { createRepeater, type Repeater } from './repeater.js';
