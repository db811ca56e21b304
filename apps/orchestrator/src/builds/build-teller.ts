import type { BuildRow, BuildState } from './build-row.js';

/** A state of a build that its person must hear of. */
export interface BuildNotice {
  /** The same each time that it is told. */
  id: string;
  build: BuildRow;
  /** What it had come to; the build may have gone on since. */
  state: Exclude<BuildState, 'running'>;
  revision: number;
  /** From the catalogue, where it failed, was cancelled or is paused. */
  reason: string;
  /** Who has caused it: contact, system, or an operator's name. */
  by: string;
}

/** Tells people what has become of their builds. */
export interface BuildTeller {
  /** Called at least once for every notice, by any replica, until it resolves: what it sends carries the notice's id as its key. */
  tell(notice: BuildNotice): Promise<void>;
}

export const BUILD_TELLER = Symbol('build teller');
