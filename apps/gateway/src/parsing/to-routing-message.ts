import { createHash } from 'node:crypto';
import { type Contact, Disposition, InboundMessage } from '#libs/contracts';
import type { Arrival } from './parsed-webhook.js';

interface Event {
  /** What makes it the same event when it is delivered again. */
  identity: unknown;
  kind: string;
  contact: Contact;
  sentAt: Date;
  raw: unknown;
  content: InboundMessage['content'];
}

/** An event without an id of its own, as a message that nobody answers. */
export function toRoutingMessage(
  { identity, kind, contact, sentAt, raw, content }: Event,
  arrival: Arrival,
): InboundMessage {
  const digest = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  return InboundMessage.create({
    id: `${kind}.${digest.slice(0, 32)}`,
    contact,
    sentAt,
    disposition: Disposition.DISPOSITION_ACCEPTED,
    rawJson: JSON.stringify(raw),
    traceparent: arrival.traceparent,
    content,
  });
}
