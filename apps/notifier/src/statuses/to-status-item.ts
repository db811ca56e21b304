import type { DeliveryStatus } from '#libs/contracts';
import type { SendEvent } from '../protocol/transition.js';

/** A status as it is stored, with what its callback data says about the message it belongs to. */
export interface StatusItem {
  wamid: string;
  status: string;
  eventMs: number;
  phoneNumberId: string;
  outboxId: string | null;
  attempt: number | null;
  errorCode: number | null;
  raw: string | null;
}

const CALLBACK_DATA = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([0-9]{1,6})$/;
const isPlain = (value: string, max: number): boolean => value.length <= max && !/[\p{Cc}\p{Cs}]/u.test(value);

/** What a status means for its message; undefined for kinds that say nothing, or that nobody knows yet. */
const events: Record<string, SendEvent> = {
  sent: 'status_sent',
  delivered: 'status_delivered',
  read: 'status_read',
  played: 'status_read',
  failed: 'status_failed',
};
export const eventOf = (status: string): SendEvent | undefined =>
  Object.hasOwn(events, status) ? events[status] : undefined;

/** Undefined when there is nothing to file it under. */
export function toStatusItem(status: DeliveryStatus): StatusItem | undefined {
  const eventMs = status.occurredAt?.getTime() ?? 0;
  const isFit =
    status.messageId.length > 0 &&
    isPlain(status.messageId, 500) &&
    status.status.length > 0 &&
    isPlain(status.status, 50) &&
    isPlain(status.phoneNumberId, 50) &&
    Number.isFinite(eventMs);
  if (!isFit) return undefined;
  const [, outboxId = null, attempt = null] = CALLBACK_DATA.exec(status.callbackData) ?? [];
  const isComplete = outboxId !== null && status.status !== 'failed' && eventOf(status.status) !== undefined;
  return {
    wamid: status.messageId,
    status: status.status,
    eventMs,
    phoneNumberId: status.phoneNumberId,
    outboxId,
    attempt: attempt === null ? null : Number(attempt),
    errorCode: status.errors[0]?.code ?? null,
    raw: isComplete ? null : status.rawJson.replaceAll('\u0000', ''),
  };
}
