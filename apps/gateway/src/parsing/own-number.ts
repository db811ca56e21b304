import { isObject, type JsonObject } from './json-object.js';
import type { Arrival } from './parsed-webhook.js';

/** Whether a business number is one of this installation. */
export const isOwn = ({ ownNumbers }: Arrival, phoneNumberId: string): boolean =>
  phoneNumberId !== '' && (ownNumbers.size === 0 || ownNumbers.has(phoneNumberId));

/** The business number that a member of a change names; empty when it is none. */
export function phoneNumberIdOf(value: JsonObject, member: string): string {
  const node = value[member];
  const id = isObject(node) ? node['phone_number_id'] : undefined;
  return typeof id === 'string' && /^\d{1,32}$/.test(id) ? id : '';
}
