import type { Question } from '../answering/question.js';
import { isUnderWay, type Standing } from '../reporting/standing.js';

/** Words of a title that say something: "Sol", not "la". */
const wordsOf = (said: string): string[] =>
  said
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3);

/**
 * The build that a turn is about: the one whose message it quotes, the only one that it names, or the newest that fits.
 * @param builds the newest first
 */
export function chooseBuild(
  { turn }: Pick<Question, 'turn'>,
  builds: readonly Standing[],
  fits: (build: Standing) => boolean = () => true,
): Standing | undefined {
  const quoted = builds.find(({ id }) => id === turn.quoted?.build);
  if (quoted) return quoted;
  const said = new Set(wordsOf(turn.text));
  const shared = (build: Standing) => distinctive(build, builds).filter((word) => said.has(word)).length;
  const named = builds.filter((build) => fits(build) && shared(build) > 0);
  if (named.length === 1) return named[0];
  return builds.find((build) => fits(build) && isUnderWay(build)) ?? builds.find(fits);
}

/** Words of its title that no other title has. */
function distinctive(build: Standing, builds: readonly Standing[]): string[] {
  const others = new Set(builds.filter((other) => other !== build).flatMap(({ title }) => wordsOf(title)));
  return wordsOf(build.title).filter((word) => !others.has(word));
}
