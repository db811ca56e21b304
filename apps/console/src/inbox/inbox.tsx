import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineDot, LineNote } from '../app/line-note.js';
import { OperatorMenu } from '../app/operator-menu.js';
import { closeConversation, useRoute } from '../app/route.js';
import { ConversationPane } from '../conversation/conversation-pane.js';
import { NoConversation } from '../conversation/no-conversation.js';
import { HelpDialog } from '../keyboard/help-dialog.js';
import { useListKeys } from '../keyboard/use-list-keys.js';
import type { Filter } from '../wire/console-api.js';
import { ConversationList } from './conversation-list.js';
import { FilterTabs } from './filter-tabs.js';
import { NumberPicker } from './number-picker.js';
import { SearchBox } from './search-box.js';
import { useUnreadTitle } from './use-unread-title.js';

/** The list, and beside it the conversation that is open. */
export function Inbox() {
  const { t } = useTranslation();
  const { id: open } = useRoute();
  const [filter, setFilter] = useState<Filter>('all');
  const [query, setQuery] = useState('');
  const [phoneNumberId, setPhoneNumberId] = useState('');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const showHelp = useCallback(() => setHelpOpen(true), []);
  useListKeys(showHelp, closeConversation);
  useUnreadTitle(phoneNumberId);
  return (
    <div className="inbox" data-open={open !== undefined}>
      <nav className="list-pane" aria-label={t('list.title')}>
        <header className="list-head">
          <div className="list-title">
            <h2>{t('list.title')}</h2>
            <LineDot />
            <OperatorMenu onHelp={showHelp} />
          </div>
          <SearchBox label={t('list.search')} onSearch={setQuery} />
          <NumberPicker value={phoneNumberId} onChange={setPhoneNumberId} />
          <FilterTabs filter={filter} phoneNumberId={phoneNumberId} onChange={setFilter} />
        </header>
        <div className="list-scroll">
          <ConversationList filter={filter} query={query} phoneNumberId={phoneNumberId} open={open} />
        </div>
        <LineNote />
      </nav>
      <main id="main" className="conversation-pane" tabIndex={-1}>
        {open === undefined ? <NoConversation /> : <ConversationPane key={open} id={open} />}
      </main>
      {isHelpOpen && <HelpDialog onClose={() => setHelpOpen(false)} />}
    </div>
  );
}
