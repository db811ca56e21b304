import { createHash } from 'node:crypto';

/** A word that stands in the rules of agents of builds and nowhere else: where it appears, rules have leaked. The same in every replica. */
export const rulesMarker = (rules: string): string =>
  `rules-${createHash('sha256').update(`marker of ${rules}`).digest('hex').slice(0, 24)}`;
