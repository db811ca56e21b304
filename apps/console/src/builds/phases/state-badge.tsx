import { Icon, type IconName } from '../../display/icon.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildStateView, PhaseStateView } from '../../wire/build-contract.js';

const icons: Record<PhaseStateView | BuildStateView, IconName> = {
  blocked: 'parked',
  ready: 'pending',
  running: 'spark',
  done: 'sent',
  skipped: 'skip',
  failed: 'failed',
  cancelled: 'stop',
  reused: 'replay',
  waiting_approval: 'hand',
  paused: 'parked',
  unknown: 'unknown',
};

export const iconOf = (state: PhaseStateView | BuildStateView): IconName => icons[state];

/** A state by its sign, its word and its colour, never by the colour alone. */
export function StateBadge(props: { of: 'build'; state: BuildStateView } | { of: 'phase'; state: PhaseStateView }) {
  const { wordFor } = useBuildWords();
  const { of, state } = props;
  return (
    <span className="state" data-state={state} data-testid={`${of}-state`}>
      <Icon name={icons[state]} size={14} />
      {wordFor(of === 'build' ? 'state' : 'phaseState', state)}
    </span>
  );
}
