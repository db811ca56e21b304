import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { addressOf, addressOfArea } from '../../app/route.js';
import { Icon } from '../../display/icon.js';
import { nameOf } from '../../display/name-of.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { Transcript } from '../../wire/console-contract.js';

/** Says that only one conversation's builds are listed; its name is known when it was open before. */
export function OfConversation({ id }: { id: string }) {
  const { t } = useBuildWords();
  const known = useQueryClient().getQueryData<InfiniteData<Transcript, string>>(['transcript', id]);
  const conversation = known?.pages[0]?.conversation;
  return (
    <p className="of-conversation" data-testid="of-conversation">
      <a className="link" href={addressOf(id)} title={t('list.toConversation')}>
        <Icon name="chat" size={14} />
        {conversation ? t('list.of', { name: nameOf(conversation) }) : t('list.ofOne')}
      </a>
      <a className="icon-button small" href={addressOfArea('builds')} aria-label={t('list.showAll')}>
        <Icon name="close" size={16} />
      </a>
    </p>
  );
}
