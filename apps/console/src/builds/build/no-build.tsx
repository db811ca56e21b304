import { Trans } from 'react-i18next';
import { closeBuild } from '../../app/route.js';
import { Notice } from '../../display/notice.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import { ApiError } from '../../wire/api-error.js';

const keys = [<kbd key="j" />, <kbd key="k" />, <kbd key="Enter" />, <kbd key="?" />];

/** While no build is open. */
export function NothingOpen() {
  const { t } = useBuildWords();
  return (
    <Notice
      icon="layers"
      title={t('build.none')}
      hint={<Trans ns="builds" i18nKey="build.noneHint" components={keys} />}
    />
  );
}

/** While a build is loading, and when it cannot be. */
export function NoBuild({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { t, reasonFor } = useBuildWords();
  if (!error) return <Notice icon="layers" title={t('build.loading')} />;
  // An id that is none at all is refused as such
  const isGone = error instanceof ApiError && (error.status === 404 || error.status === 400);
  return (
    <Notice
      icon="warning"
      title={t(isGone ? 'build.gone' : 'build.failed')}
      hint={isGone ? t('build.goneHint') : reasonFor(error)}
    >
      <button type="button" className="button" onClick={isGone ? closeBuild : onRetry}>
        {t(isGone ? 'list.showAll' : 'build.retry')}
      </button>
    </Notice>
  );
}
