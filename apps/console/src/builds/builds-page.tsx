import { useCallback, useState } from 'react';
import { LineDot, LineNote } from '../app/line-note.js';
import { OperatorMenu } from '../app/operator-menu.js';
import { closeBuild, useRoute } from '../app/route.js';
import { NumberPicker } from '../inbox/number-picker.js';
import { SearchBox } from '../inbox/search-box.js';
import { HelpDialog } from '../keyboard/help-dialog.js';
import { useListKeys } from '../keyboard/use-list-keys.js';
import { useBuildWords } from '../texts/use-build-words.js';
import type { BuildStateView } from '../wire/build-contract.js';
import { BuildPane } from './build/build-pane.js';
import { NothingOpen } from './build/no-build.js';
import { BuildList } from './list/build-list.js';
import { NewBuild } from './list/new-build.js';
import { OfConversation } from './list/of-conversation.js';
import { StateFilter } from './list/state-filter.js';
import './styles/list.css';
import './styles/build.css';
import './styles/graph.css';
import './styles/phase.css';
import './styles/tables.css';
import './styles/files.css';
import './styles/site.css';
import './styles/history.css';

/** The builds: their list, and beside it the one that is open. */
export default function BuildsPage() {
  const { t } = useBuildWords();
  const { id: open, ofConversation } = useRoute();
  const [query, setQuery] = useState('');
  const [state, setState] = useState<BuildStateView | ''>('');
  const [phoneNumberId, setPhoneNumberId] = useState('');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const showHelp = useCallback(() => setHelpOpen(true), []);
  useListKeys(showHelp, closeBuild);
  return (
    <div className="inbox builds" data-open={open !== undefined}>
      <nav className="list-pane" aria-label={t('list.title')}>
        <header className="list-head">
          <div className="list-title">
            <h2>{t('list.title')}</h2>
            <LineDot />
            <OperatorMenu onHelp={showHelp} />
          </div>
          <SearchBox label={t('list.search')} onSearch={setQuery} />
          <NumberPicker value={phoneNumberId} onChange={setPhoneNumberId} />
          <StateFilter state={state} onChange={setState} />
          {ofConversation !== undefined && (
            <>
              <OfConversation id={ofConversation} />
              <NewBuild key={ofConversation} conversationId={ofConversation} />
            </>
          )}
        </header>
        <div className="list-scroll">
          <BuildList search={{ query, state, phoneNumberId, conversationId: ofConversation ?? '' }} open={open} />
        </div>
        <LineNote />
      </nav>
      <main id="main" className="conversation-pane" tabIndex={-1}>
        {open === undefined ? <NothingOpen /> : <BuildPane key={open} id={open} />}
      </main>
      {isHelpOpen && <HelpDialog onClose={() => setHelpOpen(false)} />}
    </div>
  );
}
