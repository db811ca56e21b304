import type { InboundMessage } from '#libs/contracts';
import { Disposition } from '#libs/contracts';
import { toStorable } from '../sanitation/to-storable.js';
import { ContactBook } from './contact-book.js';
import { isStale, toEventTime } from './event-time.js';
import { isObject } from './json-object.js';
import type { Arrival, HandOver, Quarantined } from './parsed-webhook.js';
import type { Place } from './place.js';
import { type Content, MAX_ID } from './read-node.js';
import { toContact } from './to-contact.js';
import { toContent } from './to-content.js';
import { type ContactItem, messageSchema, type MessageItem } from './whatsapp.schema.js';
import { problemsOf } from './problems-of.js';

/** One item of messages[], or why it is set aside. */
export function toInboundMessage(
  raw: unknown,
  place: Place,
  contacts: ContactBook,
  arrival: Arrival,
): HandOver<InboundMessage> | Quarantined {
  const parsed = messageSchema.safeParse(raw);
  if (!parsed.success || !isObject(raw))
    return place.setAside('message', { messages: [raw] }, 'MALFORMED', problemsOf(parsed.error));
  const item = parsed.data;
  const card = contacts.find(item);
  const items = { ...(card && { contacts: [card.raw] }), messages: [raw] };
  if (item.group_id) return place.setAside('message', items, 'NOT_HANDLED', 'group_id');
  const sentAt = toEventTime(item.timestamp, arrival.receivedAtMs);
  if (isStale(sentAt, arrival.receivedAtMs)) return place.setAside('message', items, 'STALE_EVENT', 'timestamp');
  const content = toContent(item.type, raw);
  const contact = toContact(place.phoneNumberId, item, card?.item) ?? subjectOf(content, place, card?.item);
  if (!contact) return place.setAside('message', items, 'NO_IDENTITY', 'from');
  const message: InboundMessage = {
    id: item.id,
    contact,
    sentAt,
    disposition: Disposition.DISPOSITION_ACCEPTED,
    notice: false,
    suspicions: [],
    context: toContext(item.context),
    referralJson: isObject(raw['referral']) ? JSON.stringify(raw['referral']) : '',
    rawJson: JSON.stringify(raw),
    traceparent: arrival.traceparent,
    content,
  };
  return place.handOver('message', item.type, message, items);
}

/** A changed id comes without a sender: then the event is about whom it names. */
const subjectOf = (content: Content, { phoneNumberId }: Place, card?: ContactItem) =>
  content.$case === 'system'
    ? toContact(phoneNumberId, { from: content.value.newWaId, from_user_id: content.value.newBsuid }, card)
    : undefined;

function toContext(context: MessageItem['context']): InboundMessage['context'] {
  if (!context) return undefined;
  const { id = '', forwarded, frequently_forwarded: frequentlyForwarded, referred_product: product } = context;
  const referredProduct = product && {
    catalogId: toStorable(product.catalog_id ?? '', MAX_ID),
    productId: toStorable(product.product_retailer_id, MAX_ID),
  };
  return { quotedId: toStorable(id, MAX_ID), forwarded, frequentlyForwarded, referredProduct };
}
