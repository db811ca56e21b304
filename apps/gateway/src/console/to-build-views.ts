import { type Build, type BuildEvent, type BuildPhase, BuildState, PhaseState, type Revision } from '#libs/contracts';
import type {
  BuildEventView,
  BuildStateView,
  BuildView,
  PhaseStateView,
  PhaseView,
  RevisionView,
} from './build-views.js';
import { toIso } from './to-conversation-view.js';

const buildStates: Partial<Record<BuildState, BuildStateView>> = {
  [BuildState.BUILD_STATE_RUNNING]: 'running',
  [BuildState.BUILD_STATE_WAITING_APPROVAL]: 'waiting_approval',
  [BuildState.BUILD_STATE_DONE]: 'done',
  [BuildState.BUILD_STATE_FAILED]: 'failed',
  [BuildState.BUILD_STATE_CANCELLED]: 'cancelled',
  [BuildState.BUILD_STATE_PAUSED]: 'paused',
};

const phaseStates: Partial<Record<PhaseState, PhaseStateView>> = {
  [PhaseState.PHASE_STATE_BLOCKED]: 'blocked',
  [PhaseState.PHASE_STATE_READY]: 'ready',
  [PhaseState.PHASE_STATE_RUNNING]: 'running',
  [PhaseState.PHASE_STATE_DONE]: 'done',
  [PhaseState.PHASE_STATE_SKIPPED]: 'skipped',
  [PhaseState.PHASE_STATE_FAILED]: 'failed',
  [PhaseState.PHASE_STATE_CANCELLED]: 'cancelled',
  [PhaseState.PHASE_STATE_REUSED]: 'reused',
  [PhaseState.PHASE_STATE_WAITING_APPROVAL]: 'waiting_approval',
};

const stateOf = (state: BuildState): BuildStateView => buildStates[state] ?? 'unknown';

export function toBuildView({
  state,
  createdAt,
  finishedAt,
  eta,
  resumeAt,
  tokens,
  costMicros,
  savedMicros,
  ...rest
}: Build): BuildView {
  return {
    ...rest,
    state: stateOf(state),
    createdAt: toIso(createdAt),
    finishedAt: toIso(finishedAt),
    eta: toIso(eta),
    resumeAt: toIso(resumeAt),
    tokens: Number(tokens),
    costMicros: Number(costMicros),
    savedMicros: Number(savedMicros),
  };
}

export function toPhaseView({
  state,
  startedAt,
  finishedAt,
  tokens,
  costMicros,
  outputJson,
  files,
  ...rest
}: BuildPhase): PhaseView {
  return {
    ...rest,
    state: phaseStates[state] ?? 'unknown',
    startedAt: toIso(startedAt),
    finishedAt: toIso(finishedAt),
    tokens: Number(tokens),
    costMicros: Number(costMicros),
    output: outputJson === '' ? null : (JSON.parse(outputJson) as Record<string, unknown>),
    files: files.map(({ size, ...file }) => ({ ...file, size: Number(size) })),
  };
}

export function toRevisionView({ state, createdAt, ...rest }: Revision): RevisionView {
  return { ...rest, state: stateOf(state), createdAt: toIso(createdAt) };
}

export const toBuildEventView = ({ at, ...rest }: BuildEvent): BuildEventView => ({ ...rest, at: toIso(at) });
