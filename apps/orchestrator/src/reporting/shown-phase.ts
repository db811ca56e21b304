import type { PhaseState } from '../builds/build-row.js';
import type { Phase } from '../workflows/workflow.js';

/** A phase of the newest revision, as far as reports need it. */
export interface ShownPhase {
  name: string;
  agent: string;
  /** The entry of the workflow's file that it was expanded from; several rounds of a review have the same one. */
  block?: string;
  dependsOn: readonly string[];
  /** Runs only if something turns out so. */
  isConditional: boolean;
  state: PhaseState;
  startedAt?: Date;
  /** What it gave, where it has ended well. */
  output?: Record<string, unknown>;
  /** SHA-256 of a picture of the site. */
  screenshot?: string;
}

const ended: ReadonlySet<PhaseState> = new Set(['done', 'skipped', 'reused']);

/** Nothing is left to do in it. */
export const isEnded = ({ state }: Pick<ShownPhase, 'state'>): boolean => ended.has(state);

/** Phases that have not begun. */
export const toShownPhases = (phases: readonly Phase[]): ShownPhase[] =>
  phases.map(({ name, agent, block, dependsOn, when }) => ({
    name,
    agent,
    ...(block && { block }),
    dependsOn,
    isConditional: when !== undefined,
    state: 'blocked',
  }));
