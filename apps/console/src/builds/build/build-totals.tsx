import { formatCost, formatShort } from '../../texts/format-amounts.js';
import { span } from '../../texts/format-time.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView, RevisionView } from '../../wire/build-contract.js';
import { isOpen } from '../phases/phase-rules.js';
import { useSeconds } from '../phases/use-seconds.js';
import { ProgressBar } from './progress-bar.js';

interface BuildTotalsProps {
  build: BuildView;
  revisions: RevisionView[];
  /** Number of the revision that is shown. */
  shown: number;
  onRevision: (number: number) => void;
}

/** How far it is, what it has used, what it has saved, and which revision is looked at. */
export function BuildTotals({ build, revisions, shown, onRevision }: BuildTotalsProps) {
  const { t, language } = useBuildWords();
  const { phasesDone: done, phasesTotal: total, phasesReused: reused, tokens, costMicros, savedMicros } = build;
  return (
    <div className="totals" data-testid="totals">
      <ProgressBar build={build} />
      <span className="total">{t('build.progress', { done, total })}</span>
      <TimeLeft build={build} />
      <span className="total">{t('build.tokens', { amount: formatShort(tokens, language) })}</span>
      <span className="total">{formatCost(costMicros, language)}</span>
      {reused > 0 && (
        <span className="total reused" title={t('build.savedHint')} data-testid="saved">
          {t('build.reused', { count: reused })}
          {savedMicros > 0 && `, ${t('build.saved', { amount: formatCost(savedMicros, language) })}`}
        </span>
      )}
      {revisions.length > 1 && (
        <select
          className="revision-picker"
          value={shown}
          aria-label={t('build.chooseRevision')}
          data-testid="revision"
          onChange={({ target }) => onRevision(Number(target.value))}
        >
          {revisions.toReversed().map(({ number }) => (
            <option key={number} value={number}>
              {t(number === build.revision ? 'build.newest' : 'build.revision', { number })}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function TimeLeft({ build }: { build: BuildView }) {
  const { t, language } = useBuildWords();
  const { eta, createdAt, finishedAt, revision, state } = build;
  const isRunning = isOpen(build);
  const now = useSeconds(isRunning);
  if (isRunning && eta) {
    const left = Date.parse(eta) - now;
    return (
      <span className="total">
        {left < 2_000 ? t('build.etaSoon') : t('build.eta', { time: span(left, language) })}
      </span>
    );
  }
  // Later revisions begin when somebody asks for them: the time between is nobody's work
  if (state !== 'done' || revision > 1 || !createdAt || !finishedAt) return null;
  return (
    <span className="total">
      {t('build.took', { time: span(Date.parse(finishedAt) - Date.parse(createdAt), language) })}
    </span>
  );
}
