import { Fragment, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../app/use-now.js';
import { Icon } from '../display/icon.js';
import { nameOf } from '../display/name-of.js';
import { dayLabel } from '../texts/format-time.js';
import { localeOf } from '../texts/locale-of.js';
import { Entry } from '../turn/entry.js';
import { UnsentAnswer } from '../turn/unsent-answer.js';
import type { ConversationView, EntryView } from '../wire/console-contract.js';
import { useUnsent } from './use-unsent.js';

const NEAR_PX = 80;

interface TranscriptProps {
  conversation: ConversationView;
  entries: EntryView[];
  hasEarlier: boolean;
  isLoadingEarlier: boolean;
  onEarlier: () => void;
}

/** Grows upwards from its end (the column is reversed): what is added above or below moves nothing that is being read. */
export function Transcript({ conversation, entries, hasEarlier, isLoadingEarlier, onEarlier }: TranscriptProps) {
  const { t, i18n } = useTranslation();
  const now = new Date(useNow());
  const unsent = useUnsent(conversation.id);
  const scroll = useRef<HTMLDivElement>(null);
  const newest = entries.at(-1)?.id;
  const [seen, setSeen] = useState(newest);
  const [isAtEnd, setAtEnd] = useState(true);
  if (isAtEnd && seen !== newest) setSeen(newest);
  const dayOf = ({ at }: EntryView): string =>
    at
      ? dayLabel(new Date(at), now, localeOf(i18n.language), {
          today: t('conversation.today'),
          yesterday: t('conversation.yesterday'),
        })
      : '';
  return (
    <div className="transcript-frame">
      <div
        ref={scroll}
        className="transcript"
        data-testid="transcript"
        role="log"
        tabIndex={0}
        aria-label={t('conversation.log', { name: nameOf(conversation) })}
        onScroll={({ currentTarget }) => setAtEnd(currentTarget.scrollTop > -NEAR_PX)}
      >
        <div className="transcript-flow">
          {hasEarlier ? (
            <button type="button" className="button quiet" disabled={isLoadingEarlier} onClick={onEarlier}>
              {isLoadingEarlier ? t('conversation.loading') : t('conversation.earlier')}
            </button>
          ) : (
            <p className="beginning">{entries.length > 0 ? t('conversation.beginning') : t('conversation.empty')}</p>
          )}
          {entries.map((entry, index) => {
            const day = dayOf(entry);
            const isNewDay = day !== '' && (index === 0 || dayOf(entries[index - 1]!) !== day);
            return (
              <Fragment key={entry.id}>
                {isNewDay && (
                  <p className="day">
                    <span>{day}</span>
                  </p>
                )}
                <Entry entry={entry} />
              </Fragment>
            );
          })}
          {unsent.map((answer) => (
            <UnsentAnswer key={answer.idempotencyKey} conversationId={conversation.id} answer={answer} />
          ))}
        </div>
      </div>
      {!isAtEnd && seen !== newest && (
        <button
          type="button"
          className="button newest"
          onClick={() => scroll.current?.scrollTo({ top: 0, behavior: 'smooth' })}
        >
          <Icon name="down" size={16} /> {t('conversation.newest')}
        </button>
      )}
    </div>
  );
}
