import { Disposition, type InboundMessage } from '#libs/contracts';
import { ContactBook } from './contact-book.js';
import { isOwn, phoneNumberIdOf } from './own-number.js';
import { isObject, type JsonObject } from './json-object.js';
import type { Arrival, HandOver, ParsedWebhook, Quarantined } from './parsed-webhook.js';
import type { Place } from './place.js';
import { readList } from './read-list.js';
import { toEchoEvent } from './to-echo-event.js';
import { toHandoverEvent } from './to-handover-event.js';
import { toInboundMessage } from './to-inbound-message.js';
import { toPreferenceEvent } from './to-preference-event.js';

type Routing = keyof typeof parsers;
type Parser = (place: Place, value: JsonObject, arrival: Arrival, result: ParsedWebhook) => void;

/** Fields that say who answers a person, and what they want to get, rather than what they say to us. */
const parsers = {
  /** The event stands in the value itself, and names the number where others have metadata. */
  messaging_handovers: (place, value, arrival, result) => {
    const events = Array.isArray(value['messaging_handovers']) ? (value['messaging_handovers'] as unknown[]) : [value];
    for (const event of events) {
      const number = isObject(event) ? phoneNumberIdOf(event, 'recipient') || place.phoneNumberId : '';
      const list = { messaging_handovers: [event] };
      readOwn(place.at(number), list, 'messaging_handovers', 'handover', arrival, result, (raw, own) =>
        toHandoverEvent(raw, own, arrival),
      );
    }
  },
  /** What people say to another application: recorded, never answered. Nested, or flat as in `messages`. */
  standby: (place, value, arrival, result) => {
    const heard = isObject(value['standby']) ? { ...value, ...value['standby'] } : value;
    if (!Array.isArray(heard['messages'])) {
      result.quarantined.push(place.setAsideChange('NOT_HANDLED', 'standby'));
      return;
    }
    const contacts = new ContactBook(heard['contacts']);
    readOwn(place, heard, 'messages', 'message', arrival, result, (raw, own) =>
      onStandby(toInboundMessage(raw, own, contacts, arrival)),
    );
  },
  /** What somebody of the business wrote on their phone. */
  smb_message_echoes: (place, value, arrival, result) =>
    readOwn(place, value, 'message_echoes', 'echo', arrival, result, (raw, own) => toEchoEvent(raw, own, arrival)),
  user_preferences: (place, value, arrival, result) =>
    readOwn(place, value, 'user_preferences', 'preference', arrival, result, (raw, own) =>
      toPreferenceEvent(raw, own, arrival),
    ),
} satisfies Record<string, Parser>;

export const isRouting = (field: string): field is Routing => Object.hasOwn(parsers, field);

export const parseRouting = (field: Routing, ...args: Parameters<Parser>): void => parsers[field](...args);

function readOwn(
  place: Place,
  value: JsonObject,
  name: string,
  kind: 'handover' | 'message' | 'echo' | 'preference',
  arrival: Arrival,
  result: ParsedWebhook,
  read: (raw: unknown, place: Place) => HandOver<InboundMessage> | Quarantined,
): void {
  if (!isOwn(arrival, place.phoneNumberId)) {
    result.quarantined.push(place.setAsideChange('UNKNOWN_NUMBER', 'phone_number_id'));
    return;
  }
  if (!value[name]) {
    result.quarantined.push(place.setAsideChange('NOT_HANDLED', name));
    return;
  }
  readList(value, place, { name, kind, read: (raw) => read(raw, place), into: result.messages }, result.quarantined);
}

function onStandby(item: HandOver<InboundMessage> | Quarantined): HandOver<InboundMessage> | Quarantined {
  if ('value' in item) item.value.disposition = Disposition.DISPOSITION_STANDBY;
  return item;
}
