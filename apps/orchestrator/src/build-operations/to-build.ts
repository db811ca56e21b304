import { Build, BuildEvent, BuildPhase, BuildState, PhaseState, Revision } from '#libs/contracts';
import type * as stored from '../builds/build-row.js';
import type { FileEntry } from '../builds/phase-outcome.js';
import type { UnfinishedView } from './unfinished-reader.js';
import type { BuildEventView, BuildView, PhaseView } from '../builds/build-view.js';

export const buildStates: Record<stored.BuildState, BuildState> = {
  running: BuildState.BUILD_STATE_RUNNING,
  waiting_approval: BuildState.BUILD_STATE_WAITING_APPROVAL,
  paused: BuildState.BUILD_STATE_PAUSED,
  done: BuildState.BUILD_STATE_DONE,
  failed: BuildState.BUILD_STATE_FAILED,
  cancelled: BuildState.BUILD_STATE_CANCELLED,
};

const phaseStates: Record<stored.PhaseState, PhaseState> = {
  blocked: PhaseState.PHASE_STATE_BLOCKED,
  waiting_approval: PhaseState.PHASE_STATE_WAITING_APPROVAL,
  ready: PhaseState.PHASE_STATE_READY,
  running: PhaseState.PHASE_STATE_RUNNING,
  done: PhaseState.PHASE_STATE_DONE,
  skipped: PhaseState.PHASE_STATE_SKIPPED,
  reused: PhaseState.PHASE_STATE_REUSED,
  failed: PhaseState.PHASE_STATE_FAILED,
  cancelled: PhaseState.PHASE_STATE_CANCELLED,
};

const whole = (amount: number): string => `${Math.round(amount)}`;

/**
 * @param eta when it will be done, as far as is known
 * @param unfinished of one that does not go on
 */
export const toBuild = (view: BuildView, eta?: Date, unfinished?: UnfinishedView): Build =>
  Build.create({
    ...view,
    workflow: view.workflow.name,
    state: buildStates[view.state],
    finishedAt: view.finishedAt ?? undefined,
    eta,
    unfinishedUrl: view.url ? '' : unfinished?.url,
    resumeAt: view.state === 'paused' ? unfinished?.resumeAt : undefined,
    tokens: whole(view.tokens),
    costMicros: whole(view.costMicros),
    savedMicros: whole(view.savedMicros),
  });

export const toRevision = (view: stored.Revision): Revision =>
  Revision.create({ ...view, state: buildStates[view.state] });

/** @param draft files that a run has left, of a phase that has not come to its end */
export function toBuildPhase({ outcome, progress, ...view }: PhaseView, draft?: readonly FileEntry[]): BuildPhase {
  const usage = outcome?.usage;
  const used = usage && usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  return BuildPhase.create({
    ...view,
    state: phaseStates[view.state],
    startedAt: view.startedAt ?? undefined,
    finishedAt: view.finishedAt ?? undefined,
    note: progress?.note,
    outputTail: progress?.outputTail,
    tokens: whole(used ?? progress?.tokens ?? 0),
    costMicros: whole(usage?.costMicros ?? 0),
    toolCalls: usage?.toolCalls,
    model: usage?.model,
    outputJson: outcome ? JSON.stringify(outcome.output) : '',
    files: (outcome?.files ?? draft)?.map((file) => ({ ...file, size: `${file.size}` })),
    screenshot: outcome?.screenshot,
    notes: outcome?.messages,
    unfinished: !outcome && draft !== undefined,
  });
}

export const toBuildEvent = (view: BuildEventView): BuildEvent => BuildEvent.create(view);
