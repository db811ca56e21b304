import { toStorable } from '../sanitation/to-storable.js';
import { ContactBook } from './contact-book.js';
import { isOwn, phoneNumberIdOf } from './own-number.js';
import type { JsonObject } from './json-object.js';
import type { Arrival, ParsedWebhook, Quarantined } from './parsed-webhook.js';
import { isRouting, parseRouting } from './parse-routing.js';
import { Place } from './place.js';
import { readList } from './read-list.js';
import { toDeliveryStatus } from './to-delivery-status.js';
import { toInboundMessage } from './to-inbound-message.js';
import { toUserIdEvent } from './to-user-id-event.js';
import { nodes } from './whatsapp.schema.js';

/** One change: its messages, statuses and errors; changes of other fields are kept as they are. */
export function parseChange(
  entry: JsonObject,
  field: unknown,
  value: JsonObject,
  arrival: Arrival,
  result: ParsedWebhook,
): void {
  const name = typeof field === 'string' ? toStorable(field, 64) : 'messages';
  const place = new Place(entry, name, value, phoneNumberIdOf(value, 'metadata'));
  if (name === 'messages') parseMessages(place, value, arrival, result);
  else if (name === 'user_id_update') parseUserIds(place, value, arrival, result);
  else if (isRouting(name)) parseRouting(name, place, value, arrival, result);
  else result.quarantined.push(place.setAsideChange('NOT_HANDLED', name));
}

function parseMessages(place: Place, value: JsonObject, arrival: Arrival, result: ParsedWebhook): void {
  if (!isOwn(arrival, place.phoneNumberId)) {
    result.quarantined.push(place.setAsideChange('UNKNOWN_NUMBER', 'metadata.phone_number_id'));
    return;
  }
  if (!value['messages'] && !value['statuses'] && !value['errors']) {
    result.quarantined.push(place.setAsideChange('NOT_HANDLED', Object.keys(value).length > 0 ? 'no items' : 'empty'));
    return;
  }
  const contacts = new ContactBook(value['contacts']);
  const { messages: into, statuses, quarantined } = result;
  const readMessage = (raw: unknown) => toInboundMessage(raw, place, contacts, arrival);
  const readStatus = (raw: unknown) => toDeliveryStatus(raw, place, arrival);
  readList(value, place, { name: 'messages', kind: 'message', read: readMessage, into }, quarantined);
  readList(value, place, { name: 'statuses', kind: 'status', read: readStatus, into: statuses }, quarantined);
  readList(value, place, { name: 'errors', kind: 'error', read: (raw) => toReport(raw, place), into: [] }, quarantined);
}

/** Ids belong to the whole portfolio: where the event names no number, every number of this installation learns of it. */
function parseUserIds(place: Place, value: JsonObject, arrival: Arrival, result: ParsedWebhook): void {
  const numbers = place.phoneNumberId ? [place.phoneNumberId] : [...arrival.ownNumbers];
  if (numbers.length === 0 || !numbers.every((number) => isOwn(arrival, number))) {
    result.quarantined.push(place.setAsideChange('UNKNOWN_NUMBER', 'metadata.phone_number_id'));
    return;
  }
  for (const number of numbers) {
    const read = (raw: unknown) => toUserIdEvent(raw, place.at(number), arrival);
    const list = { name: 'user_id_update', kind: 'user_id_update', read, into: result.messages } as const;
    readList(value, place, list, result.quarantined);
  }
}

function toReport(raw: unknown, place: Place): Quarantined {
  const [error] = nodes.errors.safeParse([raw]).data ?? [];
  return place.setAside('error', { errors: [raw] }, 'REPORTED_ERROR', `code ${error?.code ?? 0}`);
}
