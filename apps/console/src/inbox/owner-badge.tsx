import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session-context.js';
import { Icon, type IconName } from '../display/icon.js';
import type { ConversationView, OwnerView } from '../wire/console-contract.js';

const icons: Record<OwnerView, IconName> = { bot: 'bot', waiting: 'hand', human: 'person', other_app: 'other' };

export const isMine = ({ owner, operator }: ConversationView, me: string): boolean =>
  owner === 'human' && operator === me;

/** Who answers in this conversation: shown wherever the conversation is. */
export function OwnerBadge({ conversation }: { conversation: ConversationView }) {
  const { t } = useTranslation();
  const { operator: me } = useSession();
  const { owner, operator } = conversation;
  const mine = isMine(conversation, me);
  return (
    <span className="owner" data-owner={mine ? 'mine' : owner} data-testid="owner">
      <Icon name={icons[owner]} size={14} />
      <span className="owner-name">{mine ? t('owner.you') : t(`owner.${owner}`, { operator })}</span>
    </span>
  );
}
