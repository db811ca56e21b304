import { Notice } from '../../display/notice.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildSearch } from '../../wire/builds-api.js';
import { BuildRow } from './build-row.js';
import { useBuilds } from './use-builds.js';

export function BuildList({ search, open }: { search: BuildSearch; open: string | undefined }) {
  const { t, reasonFor } = useBuildWords();
  const { list, builds } = useBuilds(search);
  if (list.isPending) return <Skeletons label={t('list.loading')} />;
  if (list.isError && builds.length === 0) {
    return (
      <Notice icon="warning" title={t('list.failed')} hint={reasonFor(list.error)}>
        <button type="button" className="button" onClick={() => void list.refetch()}>
          {t('build.retry')}
        </button>
      </Notice>
    );
  }
  if (builds.length === 0) {
    const name = search.query ? 'search' : search.state ? 'filter' : search.conversationId ? 'conversation' : 'all';
    const { query } = search;
    return <Notice icon="layers" title={t(`list.empty.${name}`, { query })} hint={t(`list.empty.${name}Hint`)} />;
  }
  return (
    <>
      <ul className="rows" aria-label={t('list.title')}>
        {builds.map((build) => (
          <BuildRow
            key={build.id}
            build={build}
            isCurrent={build.id === open}
            ofConversation={search.conversationId || undefined}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="button quiet more"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t(list.isFetchingNextPage ? 'list.loading' : 'list.more')}
        </button>
      )}
    </>
  );
}

const SKELETONS = [1, 2, 3, 4, 5, 6];

function Skeletons({ label }: { label: string }) {
  return (
    <div className="rows" role="status" aria-label={label}>
      {SKELETONS.map((key) => (
        <div key={key} className="row skeleton" />
      ))}
    </div>
  );
}
