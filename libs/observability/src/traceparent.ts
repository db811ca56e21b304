import { randomUUID } from 'node:crypto';
import type { SpanContext } from '@opentelemetry/api';

const PATTERN = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The given W3C trace context if it is well formed, else the beginning of a new, unsampled trace. */
export const continueTrace = (received?: string): string =>
  received && PATTERN.test(received) ? received : `00-${randomHex()}-${randomHex().slice(0, 16)}-00`;

/** 32 digits. A quarter of the cost of randomBytes, 5 µs a webhook: UUIDs are drawn from a reserve. */
const randomHex = (): string => randomUUID().replaceAll('-', '');

/** The part of a trace context that logs carry. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);

/** Whether the spans of this trace are recorded. */
export const isSampled = (traceparent: string): boolean => traceparent.endsWith('1') && PATTERN.test(traceparent); // of all flags only this one is in use

/** Undefined for what is no trace context. */
export const contextOf = (traceparent: string): SpanContext | undefined =>
  PATTERN.test(traceparent)
    ? {
        traceId: traceIdOf(traceparent),
        spanId: traceparent.slice(36, 52),
        traceFlags: Number.parseInt(traceparent.slice(53), 16) & 1,
      }
    : undefined;

export const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${traceFlags & 1}`;
