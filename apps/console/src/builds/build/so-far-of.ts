import type { BuildStateView, BuildView, PhaseStateView, PhaseView } from '../../wire/build-contract.js';

const STOPPED: readonly BuildStateView[] = ['paused', 'failed', 'cancelled'];
const DONE: readonly PhaseStateView[] = ['done', 'reused'];

/** Names of the phases that are done, and of those that are missing; undefined for a build that goes on or is done. */
export function soFarOf(
  { state }: Pick<BuildView, 'state'>,
  phases: readonly Pick<PhaseView, 'name' | 'state'>[],
): { done: string; missing: string } | undefined {
  if (!STOPPED.includes(state)) return undefined;
  const named = (isDone: boolean) =>
    phases
      .filter((phase) => phase.state !== 'skipped' && DONE.includes(phase.state) === isDone)
      .map(({ name }) => name)
      .join(', ');
  return { done: named(true), missing: named(false) };
}
