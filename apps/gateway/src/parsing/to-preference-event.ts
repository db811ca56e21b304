import type { InboundMessage } from '#libs/contracts';
import { toStorable } from '../sanitation/to-storable.js';
import { isStale, toEventTime } from './event-time.js';
import type { Arrival, HandOver, Quarantined } from './parsed-webhook.js';
import type { Place } from './place.js';
import { problemsOf } from './problems-of.js';
import { toContact } from './to-contact.js';
import { toRoutingMessage } from './to-routing-message.js';
import { preferenceSchema } from './whatsapp.schema.js';

/** What a person decided in WhatsApp's own settings about messages of the business. */
export function toPreferenceEvent(
  raw: unknown,
  place: Place,
  arrival: Arrival,
): HandOver<InboundMessage> | Quarantined {
  const items = { user_preferences: [raw] };
  const parsed = preferenceSchema.safeParse(raw);
  if (!parsed.success) return place.setAside('preference', items, 'MALFORMED', problemsOf(parsed.error));
  const { wa_id: from, user_id: userId, category = '', value, timestamp } = parsed.data;
  const sentAt = toEventTime(timestamp, arrival.receivedAtMs);
  if (isStale(sentAt, arrival.receivedAtMs)) return place.setAside('preference', items, 'STALE_EVENT', 'timestamp');
  const contact = toContact(place.phoneNumberId, { from, from_user_id: userId, from_parent_user_id: undefined });
  if (!contact) return place.setAside('preference', items, 'NO_IDENTITY', 'wa_id');
  const message = toRoutingMessage(
    {
      identity: [place.phoneNumberId, contact.waId, contact.bsuid, category, value, timestamp],
      kind: 'preference',
      contact,
      sentAt,
      raw,
      content: {
        $case: 'preference',
        value: { value: value === 'stop' ? 'stop' : 'resume', category: toStorable(category, 64) },
      },
    },
    arrival,
  );
  return place.handOver('preference', 'preference', message, items);
}
