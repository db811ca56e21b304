import type { InboundMessage } from '#libs/contracts';
import { isStale, toEventTime } from './event-time.js';
import type { Arrival, HandOver, Quarantined } from './parsed-webhook.js';
import type { Place } from './place.js';
import { problemsOf } from './problems-of.js';
import { toContact } from './to-contact.js';
import { toRoutingMessage } from './to-routing-message.js';
import { handoverSchema } from './whatsapp.schema.js';

/** Roles of Meta's own agent: a thread that is passed to one of them is not ours. */
const others: ReadonlySet<string> = new Set(['ai_agent', 'meta_business_agent']);

/** Somebody took the thread from us, or it was passed: then the new owner's role says whether to us. */
export function toHandoverEvent(raw: unknown, place: Place, arrival: Arrival): HandOver<InboundMessage> | Quarantined {
  const items = { messaging_handovers: [raw] };
  const parsed = handoverSchema.safeParse(raw);
  if (!parsed.success) return place.setAside('handover', items, 'MALFORMED', problemsOf(parsed.error));
  const { sender, type, timestamp, control_passed: passed } = parsed.data;
  const sentAt = toEventTime(timestamp, arrival.receivedAtMs);
  if (isStale(sentAt, arrival.receivedAtMs)) return place.setAside('handover', items, 'STALE_EVENT', 'timestamp');
  const from = sender.wa_id || sender.phone_number?.replace(/^\+/, '');
  const contact = toContact(place.phoneNumberId, {
    from,
    from_user_id: sender.user_id,
    from_parent_user_id: undefined,
  });
  if (!contact) return place.setAside('handover', items, 'NO_IDENTITY', 'sender');
  const role = passed?.new_owner_role ?? '';
  const event = type === 'control_taken' || others.has(role) ? 'taken' : 'given';
  const message = toRoutingMessage(
    {
      identity: [place.phoneNumberId, contact.waId, contact.bsuid, type, role, timestamp],
      kind: 'handover',
      contact,
      sentAt,
      raw,
      content: { $case: 'handover', value: { event } },
    },
    arrival,
  );
  return place.handOver('handover', 'handover', message, items);
}
