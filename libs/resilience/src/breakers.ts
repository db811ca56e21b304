import { type Breaker, type BreakerOptions, createBreaker } from './breaker.js';
import type { EdgeName } from './edges.js';

export interface Breakers {
  of(upstream: string): Breaker;
}

/** Peers that are told apart; beyond it the oldest one begins anew. */
const MOST = 1_000;

/** The breakers of one edge, one for each upstream. */
export function createBreakers(
  edge: EdgeName,
  options: Omit<BreakerOptions, 'upstream'> & { nameOf?: (upstream: string) => string } = {},
): Breakers {
  const { nameOf = (upstream: string) => upstream, ...rest } = options;
  const known = new Map<string, Breaker>();
  return {
    of(upstream) {
      const found = known.get(upstream);
      if (found) return found;
      if (known.size >= MOST) known.delete(known.keys().next().value!);
      const breaker = createBreaker(edge, { ...rest, upstream: nameOf(upstream) });
      known.set(upstream, breaker);
      return breaker;
    },
  };
}
