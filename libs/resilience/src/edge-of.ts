import { AppError } from '#libs/errors';
import type { BreakerRow, Edge } from './edge.js';
import { type EdgeName, edges } from './edges.js';

/** The row of an edge, as any row. */
export const edgeOf = (name: EdgeName): Edge => edges[name];

/** @throws AppError where the table gives the edge no breaker */
export function breakerOf(name: EdgeName): BreakerRow {
  const { breaker } = edgeOf(name);
  if (breaker === 'none') throw new AppError('INTERNAL', { message: `${name} has no breaker in the table of edges` });
  return breaker;
}
