import { useTranslation } from 'react-i18next';
import { addressOfBuild, closeConversation } from '../app/route.js';
import { useSession } from '../app/session-context.js';
import { Avatar } from '../display/avatar.js';
import { Icon } from '../display/icon.js';
import { nameOf, numberOf } from '../display/name-of.js';
import { isMine, OwnerBadge } from '../inbox/owner-badge.js';
import { WindowClock } from '../inbox/window-clock.js';
import type { ConversationView } from '../wire/console-contract.js';

interface ConversationHeaderProps {
  conversation: ConversationView;
  hasDetails: boolean;
  isTakingOver: boolean;
  onTakeOver: () => void;
  onHandBack: () => void;
  onDetails: () => void;
}

export function ConversationHeader(props: ConversationHeaderProps) {
  const { conversation, hasDetails, isTakingOver, onTakeOver, onHandBack, onDetails } = props;
  const { t } = useTranslation();
  const { operator: me } = useSession();
  const name = nameOf(conversation);
  const number = numberOf(conversation);
  return (
    <header className="conversation-head">
      <button type="button" className="icon-button only-narrow" onClick={closeConversation} aria-label={t('app.back')}>
        <Icon name="back" />
      </button>
      <Avatar name={name} id={conversation.id} size={38} />
      <div className="conversation-who">
        <h2>{name}</h2>
        <p className="conversation-facts">
          <OwnerBadge conversation={conversation} />
          <WindowClock closesAt={conversation.windowClosesAt} />
          {number !== name && number && <span className="conversation-number">{number}</span>}
        </p>
      </div>
      {isMine(conversation, me) ? (
        <button type="button" className="button" onClick={onHandBack} data-testid="hand-back">
          {t('conversation.handBack')} <kbd aria-hidden="true">h</kbd>
        </button>
      ) : (
        <button
          type="button"
          className="button primary"
          disabled={isTakingOver}
          onClick={onTakeOver}
          data-testid="take-over"
        >
          {t('conversation.takeOver')} <kbd aria-hidden="true">t</kbd>
        </button>
      )}
      <a
        className="icon-button"
        href={addressOfBuild('', conversation.id)}
        aria-label={t('conversation.builds')}
        title={t('conversation.builds')}
      >
        <Icon name="layers" />
      </a>
      <button
        type="button"
        className="icon-button"
        aria-pressed={hasDetails}
        aria-label={t(hasDetails ? 'conversation.hideDetails' : 'conversation.details')}
        onClick={onDetails}
        data-testid="details-toggle"
      >
        <Icon name="panel" />
      </button>
    </header>
  );
}
