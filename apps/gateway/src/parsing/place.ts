import type { JsonObject } from './json-object.js';
import type { HandOver, ItemKind, QuarantineReason, Quarantined } from './parsed-webhook.js';

const lists = new Set([
  ...['contacts', 'messages', 'statuses', 'errors', 'user_id_update'],
  ...['messaging_handovers', 'standby', 'message_echoes', 'user_preferences'],
]);

/** Where an item stood in a webhook. */
export class Place {
  constructor(
    private readonly entry: JsonObject,
    private readonly field: string,
    private readonly value: JsonObject,
    readonly phoneNumberId: string,
  ) {}

  /** The same place as another number sees it. */
  at(phoneNumberId: string): Place {
    return new Place(this.entry, this.field, this.value, phoneNumberId);
  }

  /** The whole change, set aside. */
  setAsideChange(reason: QuarantineReason, detail: string): Quarantined {
    return this.quarantined('change', reason, detail, this.value);
  }

  /** @param items what is kept of the change: the item in its list, and its contact */
  setAside(kind: ItemKind, items: JsonObject, reason: string, detail: string): Quarantined {
    const rest = Object.entries(this.value).filter(([key]) => !lists.has(key));
    return this.quarantined(kind, reason, detail, { ...Object.fromEntries(rest), ...items });
  }

  handOver<T>(kind: ItemKind, type: string, value: T, items: JsonObject): HandOver<T> {
    return { value, type, setAside: (reason, detail) => this.setAside(kind, items, reason, detail) };
  }

  private quarantined(kind: ItemKind, reason: string, detail: string, value: JsonObject): Quarantined {
    const entry = { id: this.entry['id'], time: this.entry['time'], changes: [{ field: this.field, value }] };
    const raw = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [entry] }));
    return { kind, reason, detail, phoneNumberId: this.phoneNumberId, raw };
  }
}
