import type { Standing } from '../reporting/standing.js';

/**
 * The revision that "undo" goes back to: the one before what a person sees now. Undoing twice goes two back, as what was
 * restored stands for the one that it is like; what never came to an end is stepped over.
 */
export function earlierRevision({ revisions, revision }: Standing): number | undefined {
  const byNumber = new Map(revisions.map((one) => [one.number, one]));
  const standsFor = (number: number): number => {
    const one = byNumber.get(number);
    return one?.cause === 'rollback' && one.parent > 0 && one.parent < number ? standsFor(one.parent) : number;
  };
  for (let number = parentOf(standsFor(revision)); number > 0; number = parentOf(number)) {
    const like = standsFor(number);
    if (like !== revision && byNumber.get(like)?.state === 'done') return like;
    number = like;
  }
  return undefined;

  function parentOf(number: number): number {
    const parent = byNumber.get(number)?.parent ?? 0;
    return parent < number ? parent : 0;
  }
}
