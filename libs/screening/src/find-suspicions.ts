import { injectionPatterns, type Suspicion } from './injection-patterns.js';
import { normaliseForMatching } from './normalise-for-matching.js';

/**
 * Why a text looks like an attempt to steer the agents; empty for nearly all texts. A hint for what follows and for the
 * number's policy, never the control that keeps an agent safe.
 */
export function findSuspicions(text: string): Suspicion[] {
  if (text.length < 6) return [];
  const plain = normaliseForMatching(text);
  return injectionPatterns.filter(([, pattern]) => pattern.test(plain)).map(([suspicion]) => suspicion);
}
