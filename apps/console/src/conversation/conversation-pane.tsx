import { useCallback, useState } from 'react';
import { recall, remember } from '../app/preferences.js';
import { useSession } from '../app/session-context.js';
import { isMine } from '../inbox/owner-badge.js';
import { useKeys } from '../keyboard/use-keys.js';
import { useWords } from '../texts/use-words.js';
import { Composer } from './composer.js';
import { ConversationHeader } from './conversation-header.js';
import { DetailsPanel } from './details-panel.js';
import { EraseDialog } from './erase-dialog.js';
import { HandBackDialog } from './hand-back-dialog.js';
import { HandoffBanner } from './handoff-banner.js';
import { NoTranscript } from './no-transcript.js';
import { Transcript } from './transcript.js';
import { useActions } from './use-actions.js';
import { useMarkSeen } from './use-mark-seen.js';
import { useTranscript } from './use-transcript.js';

const focusComposer = (): void => document.getElementById('answer')?.focus();

/** One conversation: what was said and why, and what an operator may do about it. */
export function ConversationPane({ id }: { id: string }) {
  const { t, reasonFor } = useWords();
  const { operator: me } = useSession();
  const { query, conversation, entries, knowsDeliveries } = useTranscript(id);
  const actions = useActions(id);
  const [dialog, setDialog] = useState<'hand-back' | 'erase'>();
  const [hasDetails, setDetails] = useState(recall('details') !== 'hidden' && innerWidth >= 1200);
  useMarkSeen(conversation);

  const mine = conversation !== undefined && isMine(conversation, me);
  const takeOver = useCallback(() => {
    if (mine) return focusComposer();
    actions.takeOver.mutate(crypto.randomUUID(), { onSuccess: () => requestAnimationFrame(focusComposer) });
  }, [mine, actions.takeOver]);
  const toggleDetails = (): void => {
    setDetails(!hasDetails);
    remember('details', hasDetails ? 'hidden' : 'shown');
  };
  const isPeopleTurn = conversation?.owner === 'human' || conversation?.owner === 'waiting';
  useKeys({
    r: focusComposer,
    t: takeOver,
    h: () => isPeopleTurn && setDialog('hand-back'),
    i: toggleDetails,
  });

  if (!conversation) return <NoTranscript error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <div className="conversation" data-testid="conversation">
        <ConversationHeader
          conversation={conversation}
          hasDetails={hasDetails}
          isTakingOver={actions.takeOver.isPending}
          onTakeOver={takeOver}
          onHandBack={() => setDialog('hand-back')}
          onDetails={toggleDetails}
        />
        <HandoffBanner conversation={conversation} />
        {!knowsDeliveries && <p className="strip warning">{t('conversation.noDeliveries')}</p>}
        {actions.takeOver.isError && (
          <p className="strip danger" role="alert">
            {reasonFor(actions.takeOver.error)}
          </p>
        )}
        <Transcript
          conversation={conversation}
          entries={entries}
          hasEarlier={query.hasNextPage}
          isLoadingEarlier={query.isFetchingNextPage}
          onEarlier={() => void query.fetchNextPage()}
        />
        <Composer
          conversation={conversation}
          isTakingOver={actions.takeOver.isPending}
          onTakeOver={takeOver}
          onAnswer={(text) =>
            actions.answer.mutate({ text, idempotencyKey: crypto.randomUUID(), at: new Date().toISOString() })
          }
        />
      </div>
      {hasDetails && (
        <DetailsPanel
          conversation={conversation}
          entries={entries}
          onClose={toggleDetails}
          onErase={() => setDialog('erase')}
        />
      )}
      {dialog === 'hand-back' && <HandBackDialog handBack={actions.handBack} onClose={() => setDialog(undefined)} />}
      {dialog === 'erase' && <EraseDialog conversation={conversation} onClose={() => setDialog(undefined)} />}
    </>
  );
}
