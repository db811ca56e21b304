import { createHash } from 'node:crypto';
import { Disposition, type InboundMessage } from '#libs/contracts';
import { isStale, toEventTime } from './event-time.js';
import type { Arrival, HandOver, Quarantined } from './parsed-webhook.js';
import type { Place } from './place.js';
import { problemsOf } from './problems-of.js';
import { toUserId, toWaId } from './to-contact.js';
import { userIdUpdateSchema } from './whatsapp.schema.js';

/**
 * One item of user_id_update[], the only event that links an old user id to the new one: a system event of the person who
 * had the old id. Its own id comes from its content, so that a repetition is a duplicate.
 */
export function toUserIdEvent(raw: unknown, place: Place, arrival: Arrival): HandOver<InboundMessage> | Quarantined {
  const items = { user_id_update: [raw] };
  const parsed = userIdUpdateSchema.safeParse(raw);
  if (!parsed.success) return place.setAside('user_id_update', items, 'MALFORMED', problemsOf(parsed.error));
  const { wa_id: waId, user_id: userId, parent_user_id: parent, timestamp } = parsed.data;
  const sentAt = toEventTime(timestamp, arrival.receivedAtMs);
  if (isStale(sentAt, arrival.receivedAtMs)) return place.setAside('user_id_update', items, 'STALE_EVENT', 'timestamp');
  const bsuid = toUserId(userId.previous);
  const newBsuid = toUserId(userId.current);
  if (!bsuid || !newBsuid) return place.setAside('user_id_update', items, 'NO_IDENTITY', 'user_id');
  const digest = createHash('sha256')
    .update(JSON.stringify([bsuid, newBsuid, timestamp]))
    .digest('hex');
  const message: InboundMessage = {
    id: `user_id_update.${digest.slice(0, 32)}`,
    contact: {
      phoneNumberId: place.phoneNumberId,
      bsuid,
      parentBsuid: toUserId(parent?.previous),
      waId: toWaId(waId),
      name: '',
    },
    sentAt,
    disposition: Disposition.DISPOSITION_ACCEPTED,
    notice: false,
    suspicions: [],
    context: undefined,
    referralJson: '',
    rawJson: JSON.stringify(raw),
    traceparent: arrival.traceparent,
    content: { $case: 'system', value: { type: 'user_changed_user_id', newWaId: '', newBsuid } },
  };
  return place.handOver('user_id_update', 'system', message, items);
}
