import { useTranslation } from 'react-i18next';
import type { Filter } from '../wire/console-api.js';
import { useConversations } from './use-conversations.js';

const FILTERS: readonly Filter[] = ['all', 'unread', 'waiting', 'mine', 'human', 'set_aside'];
/** Their number is news: their lists are kept current also while another one is shown. */
const COUNTED: ReadonlySet<Filter> = new Set(['unread', 'waiting', 'set_aside']);

interface FilterTabsProps {
  filter: Filter;
  phoneNumberId: string;
  onChange: (filter: Filter) => void;
}

export function FilterTabs({ filter, phoneNumberId, onChange }: FilterTabsProps) {
  const { t } = useTranslation();
  return (
    <div className="filters" role="group" aria-label={t('list.filters')}>
      {FILTERS.map((name) => (
        <button
          key={name}
          type="button"
          className="filter"
          data-filter={name}
          aria-pressed={name === filter}
          onClick={() => onChange(name)}
        >
          {t(`list.filter.${name}`)}
          {COUNTED.has(name) && <FilterCount filter={name} phoneNumberId={phoneNumberId} />}
        </button>
      ))}
    </div>
  );
}

function FilterCount({ filter, phoneNumberId }: { filter: Filter; phoneNumberId: string }) {
  const { conversations, list } = useConversations({ query: '', filter, phoneNumberId });
  if (conversations.length === 0) return null;
  return (
    <span className="count" data-filter={filter}>
      {conversations.length}
      {list.hasNextPage && '+'}
    </span>
  );
}
