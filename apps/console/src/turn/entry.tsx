import { memo } from 'react';
import { Icon } from '../display/icon.js';
import { Moment } from '../display/moment.js';
import { useWords } from '../texts/use-words.js';
import type { EntryView, EventView } from '../wire/console-contract.js';
import { Delivery } from './delivery.js';
import { SaidEntry } from './said-entry.js';
import { TurnEntry } from './turn-entry.js';

export const Entry = memo(function Entry({ entry }: { entry: EntryView }) {
  switch (entry.kind) {
    case 'said':
      return <SaidEntry said={entry} at={entry.at} />;
    case 'turn':
      return <TurnEntry turn={entry} at={entry.at} />;
    case 'answered':
      return (
        <article className="bubble operator" data-testid="answered">
          <p className="bubble-who">
            <Icon name="person" size={14} /> {entry.operator}
          </p>
          <p className="bubble-text" dir="auto">
            {entry.text}
          </p>
          <Delivery at={entry.at} delivery={entry.delivery} />
        </article>
      );
    case 'event':
      return <EventEntry event={entry} at={entry.at} />;
  }
});

/** Who decided about messages in the settings of WhatsApp, or by a refusal, has written nothing here. */
const DECIDED_ELSEWHERE = 'whatsapp';

function EventEntry({ event, at }: { event: EventView; at: string | null }) {
  const { t, wordFor } = useWords();
  const by = event.by || t('event.somebody');
  const known = ['taken_over', 'handed_back', 'feedback', 'agent_changed'] as const;
  const withDetail = known.find((type) => type === event.type);
  const isConsent = event.type === 'opted_out' || event.type === 'opted_in';
  const said = isConsent && event.by === DECIDED_ELSEWHERE ? `${event.type}_whatsapp` : event.type;
  return (
    <div className="event" data-event={event.type} data-testid="event">
      <p>
        {withDetail ? t(`event.${withDetail}`, { by, detail: event.detail }) : wordFor('event', said)}
        <Moment at={at} />
      </p>
      {event.detail && (!withDetail || withDetail === 'handed_back') && (
        <p className="event-detail" dir="auto">
          {event.detail}
        </p>
      )}
    </div>
  );
}
