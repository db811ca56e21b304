import { useActions } from '../conversation/use-actions.js';
import type { Unsent } from '../conversation/use-unsent.js';
import { useSession } from '../app/session-context.js';
import { Icon } from '../display/icon.js';
import { useWords } from '../texts/use-words.js';

/** An answer that the server has not confirmed: it says so, and what to do when it failed. */
export function UnsentAnswer({ conversationId, answer }: { conversationId: string; answer: Unsent }) {
  const { t, reasonFor } = useWords();
  const { operator } = useSession();
  const actions = useActions(conversationId);
  const retry = (): void => {
    answer.discard();
    actions.answer.mutate({ text: answer.text, idempotencyKey: answer.idempotencyKey, at: answer.at });
  };
  return (
    <article className="bubble operator unsent" data-state={answer.state} data-testid="unsent">
      <p className="bubble-who">
        <Icon name="person" size={14} /> {operator}
      </p>
      <p className="bubble-text" dir="auto">
        {answer.text}
      </p>
      {answer.state === 'failed' ? (
        <p className="bubble-note" data-tick="failed" role="alert">
          <span>{t('composer.notSent', { reason: reasonFor(answer.error) })}</span>
          <button type="button" className="link" onClick={retry}>
            {t('app.retry')}
          </button>
          <button type="button" className="link" onClick={answer.discard}>
            {t('composer.discard')}
          </button>
        </p>
      ) : (
        <p className="bubble-foot">
          <span>{t(answer.state === 'paused' ? 'composer.paused' : 'composer.sending')}</span>
          <Icon name="pending" size={16} />
        </p>
      )}
    </article>
  );
}
