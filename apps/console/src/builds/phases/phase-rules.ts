import type { BuildStateView, BuildView, PhaseStateView, PhaseView } from '../../wire/build-contract.js';
import type { PhaseDecision } from '../../wire/builds-api.js';

const OPEN: readonly BuildStateView[] = ['running', 'waiting_approval', 'paused'];
const RETRIED: readonly PhaseStateView[] = ['failed', 'cancelled'];
const SKIPPED: readonly PhaseStateView[] = ['blocked', 'ready', 'waiting_approval', 'failed', 'cancelled'];

/** Whether it still has something to do. */
export const isOpen = ({ state }: Pick<BuildView, 'state'>): boolean => OPEN.includes(state);

/** What the orchestrator lets people decide about a phase of the newest revision. */
export function decisionsOn(build: Pick<BuildView, 'state'>, phase: Pick<PhaseView, 'state'>): PhaseDecision[] {
  if (build.state === 'done') return [];
  return [
    ...(phase.state === 'waiting_approval' ? (['approve'] as const) : []),
    ...(RETRIED.includes(phase.state) ? (['retry'] as const) : []),
    ...(SKIPPED.includes(phase.state) ? (['skip'] as const) : []),
  ];
}

/** How long it took, or takes so far; undefined before it began. Results that are used again took no time. */
export function timeOf({ startedAt, finishedAt, state }: PhaseView, nowMs: number): number | undefined {
  if (!startedAt || state === 'reused') return undefined;
  const end = finishedAt ? Date.parse(finishedAt) : state === 'running' ? nowMs : undefined;
  return end === undefined ? undefined : Math.max(0, end - Date.parse(startedAt));
}
