import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineDot, LineNote } from '../app/line-note.js';
import { OperatorMenu } from '../app/operator-menu.js';
import { useOpenConversation } from '../app/route.js';
import { useSession } from '../app/session-context.js';
import { ConversationPane } from '../conversation/conversation-pane.js';
import { NoConversation } from '../conversation/no-conversation.js';
import { HelpDialog } from '../keyboard/help-dialog.js';
import { useListKeys } from '../keyboard/use-list-keys.js';
import type { Filter } from '../wire/console-api.js';
import { ConversationList } from './conversation-list.js';
import { FilterTabs } from './filter-tabs.js';
import { SearchBox } from './search-box.js';
import { useUnreadTitle } from './use-unread-title.js';

/** The whole page after the sign-in: the list, and beside it the conversation that is open. */
export function Inbox() {
  const { t } = useTranslation();
  const { phoneNumberIds } = useSession();
  const open = useOpenConversation();
  const [filter, setFilter] = useState<Filter>('all');
  const [query, setQuery] = useState('');
  const [phoneNumberId, setPhoneNumberId] = useState('');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const showHelp = useCallback(() => setHelpOpen(true), []);
  useListKeys(showHelp);
  useUnreadTitle(phoneNumberId);
  return (
    <div className="inbox" data-open={open !== undefined}>
      <a className="skip" href="#conversation" onClick={(event) => skipTo('conversation', event)}>
        {t('app.skip')}
      </a>
      <header className="hidden">
        <h1>{t('app.name')}</h1>
      </header>
      <nav className="list-pane" aria-label={t('list.title')}>
        <header className="list-head">
          <div className="list-title">
            <h2>{t('list.title')}</h2>
            <LineDot />
            <OperatorMenu onHelp={showHelp} />
          </div>
          <SearchBox onSearch={setQuery} />
          {phoneNumberIds.length > 1 && (
            <select
              className="number-picker"
              value={phoneNumberId}
              aria-label={t('app.number')}
              onChange={({ target }) => setPhoneNumberId(target.value)}
            >
              <option value="">{t('app.allNumbers')}</option>
              {phoneNumberIds.map((id) => (
                <option key={id}>{id}</option>
              ))}
            </select>
          )}
          <FilterTabs filter={filter} phoneNumberId={phoneNumberId} onChange={setFilter} />
        </header>
        <div className="list-scroll">
          <ConversationList filter={filter} query={query} phoneNumberId={phoneNumberId} open={open} />
        </div>
        <LineNote />
      </nav>
      <main id="conversation" className="conversation-pane" tabIndex={-1}>
        {open === undefined ? <NoConversation /> : <ConversationPane key={open} id={open} />}
      </main>
      {isHelpOpen && <HelpDialog onClose={() => setHelpOpen(false)} />}
    </div>
  );
}

/** The address says which conversation is open, so that a skip must not change it. */
function skipTo(id: string, event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}
