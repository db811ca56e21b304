import type { Version } from './workflow.js';

/** What a review says, as far as the choice needs it; a round that was skipped says nothing. */
interface Review {
  passed?: unknown;
  score?: unknown;
}

/**
 * The version that a loop of reviews ends with: one that passed before one that did not, then the better score, then the
 * later one. A version whose review never ran (its round was skipped) does not take part; undefined when none was reviewed.
 */
export function chooseVersion(
  versions: Version[],
  outputOf: (phase: string) => Review | undefined,
): Version | undefined {
  const reviewed = versions.flatMap((version) => {
    const review = outputOf(version.review);
    if (typeof review?.passed !== 'boolean') return [];
    const score = typeof review.score === 'number' ? review.score : 0;
    return [{ version, rank: score + (review.passed ? 1_000 : 0) }];
  });
  return reviewed.reduce<(typeof reviewed)[number] | undefined>(
    (best, one) => (best === undefined || one.rank >= best.rank ? one : best),
    undefined,
  )?.version;
}
