import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView } from '../../wire/build-contract.js';

/** Phases that are done, of all. */
export function ProgressBar({ build: { phasesDone, phasesTotal, state } }: { build: BuildView }) {
  const { t } = useBuildWords();
  return (
    <span
      className="progress"
      data-state={state}
      role="progressbar"
      aria-label={t('build.progress', { done: phasesDone, total: phasesTotal })}
      aria-valuemin={0}
      aria-valuemax={Math.max(phasesTotal, 1)}
      aria-valuenow={phasesDone}
    >
      <span style={{ width: `${(100 * phasesDone) / Math.max(phasesTotal, 1)}%` }} />
    </span>
  );
}
