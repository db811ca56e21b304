import { toStorable } from '../sanitation/to-storable.js';
import { ContactBook } from './contact-book.js';
import { isObject, type JsonObject } from './json-object.js';
import type { Arrival, HandOver, ItemKind, ParsedWebhook, Quarantined } from './parsed-webhook.js';
import { Place } from './place.js';
import { toDeliveryStatus } from './to-delivery-status.js';
import { toInboundMessage } from './to-inbound-message.js';
import { toUserIdEvent } from './to-user-id-event.js';
import { nodes } from './whatsapp.schema.js';

/** A list of a change: what its items are, how one is read, and where it goes when it can be handed over. */
interface List<T> {
  name: string;
  kind: ItemKind;
  read: (raw: unknown) => HandOver<T> | Quarantined;
  into: HandOver<T>[];
}

/** One change: its messages, statuses and errors; changes of other fields are kept as they are. */
export function parseChange(
  entry: JsonObject,
  field: unknown,
  value: JsonObject,
  arrival: Arrival,
  result: ParsedWebhook,
): void {
  const name = typeof field === 'string' ? toStorable(field, 64) : 'messages';
  const place = new Place(entry, name, value, phoneNumberIdOf(value));
  if (name === 'messages') parseMessages(place, value, arrival, result);
  else if (name === 'user_id_update') parseUserIds(place, value, arrival, result);
  else result.quarantined.push(place.setAsideChange('NOT_HANDLED', name));
}

function phoneNumberIdOf({ metadata }: JsonObject): string {
  const id = isObject(metadata) ? metadata['phone_number_id'] : undefined;
  return typeof id === 'string' && /^\d{1,32}$/.test(id) ? id : '';
}

const isOwn = ({ ownNumbers }: Arrival, phoneNumberId: string): boolean =>
  phoneNumberId !== '' && (ownNumbers.size === 0 || ownNumbers.has(phoneNumberId));

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

function readList<T>(value: JsonObject, place: Place, list: List<T>, quarantined: Quarantined[]): void {
  const items = value[list.name] ?? [];
  if (!Array.isArray(items)) {
    quarantined.push(place.setAside('change', { [list.name]: items }, 'MALFORMED', list.name));
    return;
  }
  for (const raw of items as unknown[]) {
    const item = readSafely(raw, place, list);
    if ('value' in item) list.into.push(item);
    else quarantined.push(item);
  }
}

/** A fault of ours in reading one item must not cost its neighbours either. */
function readSafely<T>(raw: unknown, place: Place, { name, kind, read }: List<T>): HandOver<T> | Quarantined {
  try {
    return read(raw);
  } catch (error) {
    return place.setAside(kind, { [name]: [raw] }, 'PARSER_FAILED', error instanceof Error ? error.name : 'unknown');
  }
}
