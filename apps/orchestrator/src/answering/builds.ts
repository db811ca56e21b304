import type { Answer, Question } from './question.js';

/** Has things built for people. Asked at least once per turn, so what it begins is idempotent by the turn. */
export interface Builds {
  /** A turn that is about a build, by the intent of its verdict. */
  answer(question: Question): Promise<Answer>;
  /** A command that may be about a build; undefined where the person has none that it could be about. */
  command(question: Question): Promise<Answer | undefined>;
  /** Lets what is paused go on; undefined for a turn that does not ask for it. */
  goOn(question: Question): Promise<Answer | undefined>;
}

export const BUILDS = Symbol('builds');

/** Commands that may be about a build. */
export const buildCommands: ReadonlySet<string> = new Set(['status', 'cancel', 'undo']);
