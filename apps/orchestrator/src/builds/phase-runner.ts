import type { Lease } from '#libs/work';
import type { PhaseOutcome } from './phase-outcome.js';
import type { PhaseTask } from './phase-task.js';

/** Does the work of a phase. The engine knows of nothing but this: not of agents, nor of what a site is. */
export interface PhaseRunner {
  /**
   * May be called again for a phase whose end was not recorded, in this process or another.
   * @throws AppError whose class decides about another attempt; BUDGET_SPENT pauses the build instead
   */
  run(task: PhaseTask, lease: Lease): Promise<PhaseOutcome>;
}

export const PHASE_RUNNER = Symbol('phase runner');
