import type { DeliveryStatus } from '#libs/contracts';
import { sanitiseLine } from '../sanitation/sanitise-text.js';
import { toStorable } from '../sanitation/to-storable.js';
import { isStale, toEventTime } from './event-time.js';
import type { Arrival, HandOver, Quarantined } from './parsed-webhook.js';
import type { Place } from './place.js';
import { problemsOf } from './problems-of.js';
import { MAX_ID } from './read-node.js';
import { statusSchema } from './whatsapp.schema.js';

/** One item of statuses[], or why it is set aside. A status value that nobody knows yet is passed on as it is. */
export function toDeliveryStatus(raw: unknown, place: Place, arrival: Arrival): HandOver<DeliveryStatus> | Quarantined {
  const items = { statuses: [raw] };
  const parsed = statusSchema.safeParse(raw);
  if (!parsed.success) return place.setAside('status', items, 'MALFORMED', problemsOf(parsed.error));
  const { id, status, timestamp, biz_opaque_callback_data: callbackData = '', errors = [] } = parsed.data;
  const occurredAt = toEventTime(timestamp, arrival.receivedAtMs);
  if (isStale(occurredAt, arrival.receivedAtMs)) return place.setAside('status', items, 'STALE_EVENT', 'timestamp');
  const value: DeliveryStatus = {
    phoneNumberId: place.phoneNumberId,
    messageId: id,
    status: toStorable(status, 64),
    occurredAt,
    callbackData: toStorable(callbackData, MAX_ID),
    errors: errors.map(({ code, title = '' }) => ({ code, title: sanitiseLine(title) })),
    rawJson: JSON.stringify(raw),
    traceparent: arrival.traceparent,
  };
  return place.handOver('status', 'status', value, items);
}
