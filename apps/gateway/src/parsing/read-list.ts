import type { JsonObject } from './json-object.js';
import type { HandOver, ItemKind, Quarantined } from './parsed-webhook.js';
import type { Place } from './place.js';

/** A list of a change: what its items are, how one is read, and where it goes when it can be handed over. */
export interface List<T> {
  name: string;
  kind: ItemKind;
  read: (raw: unknown) => HandOver<T> | Quarantined;
  into: HandOver<T>[];
}

/** Reads the items of a list, each on its own. */
export function readList<T>(value: JsonObject, place: Place, list: List<T>, quarantined: Quarantined[]): void {
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
