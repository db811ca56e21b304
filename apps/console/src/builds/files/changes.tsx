import { useQuery } from '@tanstack/react-query';
import { Notice } from '../../display/notice.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView, RevisionView } from '../../wire/build-contract.js';
import { buildsApi } from '../../wire/builds-api.js';
import { isOpen } from '../phases/phase-rules.js';
import { FileDiff } from './file-diff.js';

/** As many are open at first. */
const OPEN = 3;
const WHILE_OPEN_MS = 5_000;

export interface Compared {
  from: number;
  to: number;
}

interface ChangesProps {
  build: BuildView;
  revisions: RevisionView[];
  compared: Compared;
  onCompare: (compared: Compared) => void;
}

/** What differs between two revisions. */
export function Changes({ build, revisions, compared, onCompare }: ChangesProps) {
  const { t, reasonFor } = useBuildWords();
  const { from, to } = compared;
  const isMoving = isOpen(build) && Math.max(from, to) === build.revision;
  const diff = useQuery({
    queryKey: ['build', build.id, 'diff', from, to],
    queryFn: ({ signal }) => buildsApi.diff(build.id, from, to, signal),
    enabled: revisions.length > 1,
    refetchInterval: isMoving ? WHILE_OPEN_MS : false,
  });
  if (revisions.length < 2) return <Notice icon="document" title={t('changes.only')} hint={t('changes.onlyHint')} />;
  return (
    <div className="changes">
      <div className="compare">
        {(['from', 'to'] as const).map((side) => (
          <label key={side} className="picker">
            <span className="picker-label">{t(`changes.${side}`)}</span>
            <select
              value={compared[side]}
              data-testid={`compare-${side}`}
              onChange={({ target }) => onCompare({ ...compared, [side]: Number(target.value) })}
            >
              {revisions.map(({ number }) => (
                <option key={number} value={number}>
                  {t('build.revision', { number })}
                </option>
              ))}
            </select>
          </label>
        ))}
        {diff.data && diff.data.changes.length > 0 && (
          <span className="soft" role="status">
            {t('changes.count', { count: diff.data.changes.length })}
          </span>
        )}
      </div>
      {diff.isError && !diff.data && <Notice icon="warning" title={t('changes.failed')} hint={reasonFor(diff.error)} />}
      {diff.data?.changes.length === 0 && (
        <Notice icon="sent" title={t('changes.same')} hint={t('changes.sameHint', { from, to })} />
      )}
      {diff.data?.changes.map((change, index) => (
        <FileDiff key={`${from} ${to} ${change.path}`} change={change} isOpenAtFirst={index < OPEN} />
      ))}
      {diff.data?.isCut && <p className="soft">{t('changes.cut')}</p>}
    </div>
  );
}
