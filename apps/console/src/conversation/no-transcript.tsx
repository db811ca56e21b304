import { closeConversation } from '../app/route.js';
import { Notice } from '../display/notice.js';
import { useWords } from '../texts/use-words.js';
import { ApiError } from '../wire/api-error.js';

/** While a conversation is loading, and when it cannot be. */
export function NoTranscript({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { t, reasonFor } = useWords();
  if (!error) return <Notice icon="inbox" title={t('conversation.loading')} />;
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <Notice
      icon="warning"
      title={isGone ? t('conversation.gone') : t('conversation.failed')}
      hint={isGone ? t('conversation.goneHint') : reasonFor(error)}
    >
      <button type="button" className="button" onClick={isGone ? closeConversation : onRetry}>
        {isGone ? t('app.back') : t('app.retry')}
      </button>
    </Notice>
  );
}
