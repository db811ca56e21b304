import { Icon } from '../../display/icon.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView } from '../../wire/build-contract.js';
import type { Line } from '../../wire/follow-line.js';

interface BuildStripsProps {
  build: BuildView;
  line: Line;
  /** Number of the earlier revision that is shown. */
  past: number | undefined;
  problem: Error | null;
  onNewest: () => void;
  onRestore: () => void;
}

/** What must not be overlooked: why it stopped, that it is an earlier revision, that news are late. */
export function BuildStrips({ build, line, past, problem, onNewest, onRestore }: BuildStripsProps) {
  const { t, reasonWord, reasonFor } = useBuildWords();
  const { reason, state } = build;
  return (
    <>
      {reason && (
        <p className={state === 'failed' ? 'strip danger' : 'strip warning'} data-testid="build-reason">
          {t('build.why', { reason: reasonWord(reason) })} <span className="code">{reason}</span>
        </p>
      )}
      {past !== undefined && (
        <p className="strip past" data-testid="past">
          <span>{t('build.past', { number: past })}</span>
          <button type="button" className="link" onClick={onNewest}>
            {t('build.toNewest')}
          </button>
          <button type="button" className="link" onClick={onRestore}>
            <Icon name="undo" size={14} /> {t('confirm.restoreSubmit', { number: past })}
          </button>
        </p>
      )}
      {problem && (
        <p className="strip danger" role="alert">
          {reasonFor(problem)}
        </p>
      )}
      {(line === 'behind' || line === 'lost') && (
        <p className="strip warning" role="status" data-testid="build-line">
          {t(`build.${line}`)}
        </p>
      )}
    </>
  );
}
