import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../app/route.js';
import { useNow } from '../app/use-now.js';
import { Avatar } from '../display/avatar.js';
import { Icon } from '../display/icon.js';
import { nameOf } from '../display/name-of.js';
import { fullMoment, shortMoment } from '../texts/format-time.js';
import { localeOf } from '../texts/locale-of.js';
import type { ConversationView } from '../wire/console-contract.js';
import { OwnerBadge } from './owner-badge.js';
import { WindowClock } from './window-clock.js';

export const ConversationRow = memo(function ConversationRow({
  conversation,
  isOpen,
}: {
  conversation: ConversationView;
  isOpen: boolean;
}) {
  const { t, i18n } = useTranslation();
  const now = new Date(useNow());
  const { id, unread, lastMessageAt, preview, hasSetAside, isOptedOut, windowClosesAt } = conversation;
  const name = nameOf(conversation);
  return (
    <li>
      <a
        href={addressOf(id)}
        className="row"
        data-testid="row"
        data-id={id}
        data-unread={unread > 0}
        data-owner={conversation.owner}
        aria-current={isOpen ? 'true' : undefined}
      >
        <Avatar name={name} id={id} />
        <span className="row-name">{name}</span>
        {lastMessageAt && (
          <time
            className="row-time"
            dateTime={lastMessageAt}
            title={fullMoment(new Date(lastMessageAt), localeOf(i18n.language))}
          >
            {shortMoment(new Date(lastMessageAt), now, localeOf(i18n.language))}
          </time>
        )}
        <span className="row-preview" dir="auto">
          {preview || t('list.noText')}
        </span>
        {unread > 0 && (
          <span className="unread" data-testid="unread">
            <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
            <span className="hidden">{t('list.unread', { count: unread })}</span>
          </span>
        )}
        <span className="row-facts">
          <OwnerBadge conversation={conversation} />
          <WindowClock closesAt={windowClosesAt} />
          {hasSetAside && (
            <span className="flag danger" title={t('list.setAside')}>
              <Icon name="warning" size={14} />
              <span className="hidden">{t('list.setAside')}</span>
            </span>
          )}
          {isOptedOut && (
            <span className="flag" title={t('list.optedOut')}>
              <Icon name="stop" size={14} />
              <span className="hidden">{t('list.optedOut')}</span>
            </span>
          )}
        </span>
      </a>
    </li>
  );
});
