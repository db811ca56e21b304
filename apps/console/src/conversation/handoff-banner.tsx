import { useNow } from '../app/use-now.js';
import { Icon } from '../display/icon.js';
import { duration, fullMoment } from '../texts/format-time.js';
import { useWords } from '../texts/use-words.js';
import type { ConversationView } from '../wire/console-contract.js';

/** Why a person is needed, since when, and what happened: everything to know before the first word. */
export function HandoffBanner({ conversation: { owner, handoff } }: { conversation: ConversationView }) {
  const { t, wordFor, language } = useWords();
  const nowMs = useNow();
  if (!handoff || (owner !== 'waiting' && owner !== 'human')) return null;
  const waitedMs = handoff.requestedAt ? nowMs - Date.parse(handoff.requestedAt) : 0;
  return (
    <section className="handoff" data-owner={owner} data-testid="handoff" aria-label={t('handoff.title')}>
      <Icon name="hand" />
      <div>
        <p className="handoff-head">
          <strong>{wordFor('handoff.reason', handoff.reason)}</strong>
          {handoff.priority && (
            <span className="tag" data-priority={handoff.priority}>
              {wordFor('handoff.priority', handoff.priority)}
            </span>
          )}
          {owner === 'waiting' && (
            <span className="soft">{t('handoff.since', { time: duration(waitedMs, language) })}</span>
          )}
        </p>
        {handoff.summary && <p dir="auto">{handoff.summary}</p>}
        {handoff.escalatedAt && (
          <p className="soft">{t('handoff.escalated', { at: fullMoment(new Date(handoff.escalatedAt), language) })}</p>
        )}
      </div>
    </section>
  );
}
