import type { Statement } from '#libs/database';

/** What one lane keeps about people, and how it forgets them. */
export interface ErasureSource {
  /**
   * $1 text[] phone number ids, $2 text[] contact ids, in the same order → rows with the `place` of a person in them, from
   * 1, and the `count` of their rows that were removed or made anonymous. Repeating it is harmless.
   */
  readonly statement: Statement;
}

/** All sources, in one list. */
export const ERASURE_SOURCES = Symbol('erasure sources');
