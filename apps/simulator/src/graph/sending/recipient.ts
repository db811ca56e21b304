import { GraphError } from '../door/graph-error.js';
import type { OutboundPayload } from './outbound-payload.js';

/** Whom a send addresses. */
export interface Recipient {
  /** As the caller wrote it. */
  input: string;
  /** Digits of the number, no plus. */
  waId?: string;
  bsuid?: string;
}

const BSUID = /^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,253}$/;
const NUMBER = /^\d{6,18}$/;

/**
 * `to` is a phone number and wins over `recipient`, a business-scoped user id. Without a plus the business's country
 * code is put before the number, as Meta does: a caller that forgets the plus reaches a stranger.
 */
export function toRecipient(
  { to, recipient }: Pick<OutboundPayload, 'to' | 'recipient'>,
  countryCode: string,
): Recipient | GraphError {
  if (to !== undefined) {
    const compact = to.replace(/[\s().-]/g, '');
    const waId = compact.startsWith('+') ? compact.slice(1) : countryCode + compact;
    return NUMBER.test(waId) ? { input: to, waId } : new GraphError(131009, 'Param to must be a phone number.');
  }
  if (recipient !== undefined && BSUID.test(recipient)) return { input: recipient, bsuid: recipient };
  return new GraphError(131009, 'Param recipient must be a business-scoped user id.');
}
