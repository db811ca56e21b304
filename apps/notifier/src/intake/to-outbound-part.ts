import { OutboundPart } from '#libs/contracts';
import type { OutboxEntity } from '../outbox/outbox.entity.js';
import type { SendState } from '../protocol/transition.js';

/** Once it has arrived, an earlier error does not matter any more. */
const wentWell: SendState[] = ['accepted', 'sent', 'delivered', 'read'];

export const toOutboundPart = (row: OutboxEntity): OutboundPart =>
  OutboundPart.create({
    idempotencyKey: row.idempotencyKey,
    part: row.part,
    parts: row.parts,
    state: row.state,
    messageId: row.wamid ?? '',
    error: wentWell.includes(row.state)
      ? ''
      : [row.errorCode, row.errorClass].filter((part) => part !== null).join(' '),
    errorCode: wentWell.includes(row.state) ? 0 : (row.errorCode ?? 0),
    updatedAt: row.resolvedAt ?? row.claimedAt ?? row.createdAt,
  });
