import { addressOfBuild } from '../app/route.js';
import { Fact } from '../display/fact.js';
import { Icon } from '../display/icon.js';
import { numberOf } from '../display/name-of.js';
import { OwnerBadge } from '../inbox/owner-badge.js';
import { WindowClock } from '../inbox/window-clock.js';
import { formatCost, formatCount } from '../texts/format-amounts.js';
import { useWords } from '../texts/use-words.js';
import type { ConversationView, EntryView } from '../wire/console-contract.js';
import { sumUsage } from './sum-usage.js';

interface DetailsPanelProps {
  conversation: ConversationView;
  entries: EntryView[];
  onClose: () => void;
  onErase: () => void;
}

export function DetailsPanel({ conversation, entries, onClose, onErase }: DetailsPanelProps) {
  const { t, language } = useWords();
  const usage = sumUsage(entries);
  const { windowClosesAt, isOptedOut, phoneNumberId, agent } = conversation;
  return (
    <aside className="details" aria-label={t('details.title')} data-testid="details">
      <header className="details-head">
        <h2>{t('details.title')}</h2>
        <button type="button" className="icon-button" onClick={onClose} aria-label={t('conversation.hideDetails')}>
          <Icon name="close" />
        </button>
      </header>
      <dl>
        <Fact name={t('details.owner')}>
          <OwnerBadge conversation={conversation} />
        </Fact>
        <Fact name={t('window.label')}>
          <WindowClock closesAt={windowClosesAt} />
        </Fact>
        <Fact name={t('details.consent')}>{t(isOptedOut ? 'details.optedOut' : 'details.optedIn')}</Fact>
        <Fact name={t('details.agent')}>{agent || t('details.noTask')}</Fact>
        <Fact name={t('details.number')}>{numberOf(conversation) || t('details.hidden')}</Fact>
        <Fact name={t('details.language')}>{languageName(conversation.language, language)}</Fact>
        <Fact name={t('details.business')}>{phoneNumberId}</Fact>
      </dl>
      <h3>{t('details.usage')}</h3>
      <dl>
        <Fact name={t('details.turns')}>{formatCount(usage.turns, language)}</Fact>
        <Fact name={t('details.tokens')}>{formatCount(usage.tokens, language)}</Fact>
        <Fact name={t('details.cost')}>
          {usage.costMicros > 0 ? formatCost(usage.costMicros, language) : t('details.unknownCost')}
        </Fact>
      </dl>
      <a className="button builds-link" href={addressOfBuild('', conversation.id)} data-testid="builds-of">
        <Icon name="layers" size={16} /> {t('conversation.builds')}
      </a>
      <h3>{t('details.danger')}</h3>
      <button type="button" className="button destructive-quiet" onClick={onErase} data-testid="erase">
        <Icon name="trash" size={16} /> {t('erase.open')}
      </button>
    </aside>
  );
}

/** A code that no language has is shown as it is. */
function languageName(code: string, language: string): string {
  if (!/^[a-z]{2,3}(-\w+)*$/i.test(code)) return code || '–';
  return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
}
