import type { Filter } from '../wire/console-api.js';
import { Notice } from '../display/notice.js';
import { useWords } from '../texts/use-words.js';
import { ConversationRow } from './conversation-row.js';
import { useConversations } from './use-conversations.js';

interface ConversationListProps {
  filter: Filter;
  query: string;
  phoneNumberId: string;
  open: string | undefined;
}

export function ConversationList({ filter, query, phoneNumberId, open }: ConversationListProps) {
  const { t, reasonFor } = useWords();
  const { list, conversations } = useConversations({ query, filter, phoneNumberId });
  if (list.isPending) return <RowSkeletons label={t('list.loading')} />;
  if (list.isError && conversations.length === 0) {
    return (
      <Notice icon="warning" title={t('list.failed')} hint={reasonFor(list.error)}>
        <button type="button" className="button" onClick={() => void list.refetch()}>
          {t('app.retry')}
        </button>
      </Notice>
    );
  }
  if (conversations.length === 0) {
    const name = query ? 'search' : filter;
    return <Notice icon="inbox" title={t(`list.empty.${name}`, { query })} hint={t(`list.empty.${name}Hint`)} />;
  }
  return (
    <>
      <ul className="rows" aria-busy={list.isFetching} aria-label={t('list.title')}>
        {conversations.map((conversation) => (
          <ConversationRow key={conversation.id} conversation={conversation} isOpen={conversation.id === open} />
        ))}
      </ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="button quiet more"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchingNextPage ? t('list.loading') : t('list.more')}
        </button>
      )}
    </>
  );
}

const SKELETONS = [1, 2, 3, 4, 5, 6, 7];

function RowSkeletons({ label }: { label: string }) {
  return (
    <div className="rows" role="status" aria-label={label}>
      {SKELETONS.map((key) => (
        <div key={key} className="row skeleton" />
      ))}
    </div>
  );
}
