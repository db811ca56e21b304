import { Icon } from '../../display/icon.js';
import { fullMoment, shortMoment } from '../../texts/format-time.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView, RevisionView } from '../../wire/build-contract.js';
import { StateBadge } from '../phases/state-badge.js';

export interface RevisionsProps {
  build: BuildView;
  revisions: RevisionView[];
  onShow: (number: number) => void;
  onCompare: (compared: { from: number; to: number }) => void;
  onRestore: (number: number) => void;
}

/** The newest first, each with what can be done with it. */
export function Revisions({ build, revisions, onShow, onCompare, onRestore }: RevisionsProps) {
  const { t, wordFor } = useBuildWords();
  return (
    <ol className="revisions" data-testid="revisions">
      {revisions.toReversed().map((revision) => {
        const { number, cause, detail, parent, state } = revision;
        const isCurrent = number === build.revision;
        return (
          <li key={number} className="revision" data-revision={number} data-current={isCurrent}>
            <span className="revision-number" aria-hidden="true">
              {number}
            </span>
            <div className="revision-what">
              <p className="revision-head">
                <span className="hidden">{t('build.revision', { number })}: </span>
                <strong>
                  {cause === 'rollback' ? t('history.cause.rollback', { detail }) : wordFor('history.cause', cause)}
                </strong>
                <StateBadge of="build" state={state} />
                {isCurrent && <span className="tag">{t('history.current')}</span>}
              </p>
              {cause !== 'rollback' && detail && <p className="revision-detail">{detail}</p>}
              <p className="soft revision-facts">
                <When revision={revision} />
                {parent > 0 && ` · ${t('history.parent', { number: parent })}`}
              </p>
              <div className="revision-ways">
                <button type="button" className="button small" onClick={() => onShow(number)}>
                  {t('history.show')}
                </button>
                {parent > 0 && (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => onCompare({ from: parent, to: number })}
                  >
                    {t('history.compare')}
                  </button>
                )}
                {!isCurrent && (
                  <button
                    type="button"
                    className="button small"
                    data-testid={`restore-${number}`}
                    onClick={() => onRestore(number)}
                  >
                    <Icon name="undo" size={14} /> {t('history.restore')}
                  </button>
                )}
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function When({ revision: { createdAt } }: { revision: RevisionView }) {
  const { language } = useBuildWords();
  if (!createdAt) return null;
  const at = new Date(createdAt);
  return (
    <time dateTime={createdAt} title={fullMoment(at, language)}>
      {shortMoment(at, new Date(), language)}
    </time>
  );
}
