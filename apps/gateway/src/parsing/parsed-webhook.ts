import type { DeliveryStatus, InboundMessage } from '#libs/contracts';

/** What was set aside: a whole body, or the smallest part of it that has the problem. */
export type ItemKind =
  'body' | 'entry' | 'change' | 'message' | 'status' | 'error' | 'user_id_update' | 'handover' | 'echo' | 'preference';

/** Why the gateway itself sets something aside; a peer's refusal comes with the peer's reason. */
export type QuarantineReason =
  | 'NOT_JSON'
  | 'TOO_DEEP'
  | 'NOT_A_WEBHOOK'
  | 'MALFORMED'
  | 'NO_IDENTITY'
  | 'STALE_EVENT'
  | 'UNKNOWN_NUMBER'
  /** Well formed, but nothing that this version acts on: kept for one that does. */
  | 'NOT_HANDLED'
  /** WhatsApp reports an error of the account, the app or its own system. */
  | 'REPORTED_ERROR'
  | 'PARSER_FAILED';

export interface Quarantined {
  kind: ItemKind;
  reason: string;
  /** Names of members, error codes, fields: never their content. */
  detail: string;
  phoneNumberId: string;
  /** A webhook of its own that holds nothing but the item, so that it can be parsed again. */
  raw: Buffer;
}

/** Something to hand over; a peer that refuses it gives `setAside` its reason. */
export interface HandOver<T> {
  value: T;
  /** Meta's type of the message, or `status`. */
  type: string;
  setAside(reason: string, detail: string): Quarantined;
}

export interface ParsedWebhook {
  messages: HandOver<InboundMessage>[];
  statuses: HandOver<DeliveryStatus>[];
  quarantined: Quarantined[];
}

/** When and how a webhook came. */
export interface Arrival {
  receivedAtMs: number;
  traceparent: string;
  /** Business numbers of this installation; empty = every number. */
  ownNumbers: ReadonlySet<string>;
}
