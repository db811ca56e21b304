import type { InboundMessage } from '#libs/contracts';
import { isStale, toEventTime } from './event-time.js';
import type { Arrival, HandOver, Quarantined } from './parsed-webhook.js';
import type { Place } from './place.js';
import { problemsOf } from './problems-of.js';
import { toContact } from './to-contact.js';
import { toRoutingMessage } from './to-routing-message.js';
import { echoSchema } from './whatsapp.schema.js';

/** Staff wrote to the person on their own phone: the thread is theirs, as if they had taken it. Their words stay there. */
export function toEchoEvent(raw: unknown, place: Place, arrival: Arrival): HandOver<InboundMessage> | Quarantined {
  const items = { message_echoes: [raw] };
  const parsed = echoSchema.safeParse(raw);
  if (!parsed.success) return place.setAside('echo', items, 'MALFORMED', problemsOf(parsed.error));
  const { id, timestamp, message: nested, ...echo } = parsed.data;
  const sentAt = toEventTime(timestamp, arrival.receivedAtMs);
  if (isStale(sentAt, arrival.receivedAtMs)) return place.setAside('echo', items, 'STALE_EVENT', 'timestamp');
  const from = (echo.to ?? nested?.to)?.replace(/^\+/, '');
  const addressee = { from, from_user_id: echo.to_user_id ?? nested?.to_user_id, from_parent_user_id: undefined };
  const contact = toContact(place.phoneNumberId, addressee);
  if (!contact) return place.setAside('echo', items, 'NO_IDENTITY', 'to');
  const message = toRoutingMessage(
    {
      identity: [place.phoneNumberId, id],
      kind: 'echo',
      contact,
      sentAt,
      raw: { id, timestamp: `${timestamp}` },
      content: { $case: 'handover', value: { event: 'taken' } },
    },
    arrival,
  );
  return place.handOver('echo', 'echo', message, items);
}
