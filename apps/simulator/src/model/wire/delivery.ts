import { toEvent } from './to-events.js';

/** How a stream leaves: what, when, and what happens after the last piece. */
export interface Delivery {
  steps: { waitMs: number; chunk: string | Buffer }[];
  ending: 'end' | 'cut' | 'hang';
}

export interface DeliveryOptions {
  latencyMs: number;
  splitBytes: number;
  /** A fault of the connection, if one is due. */
  fault?: string | undefined;
  /** Pause between events of the fault `slow`. */
  slowMs?: number | undefined;
}

const slowestSteps = 6;

/** Everything in one piece unless latency, splitting or a fault asks for more. */
export function toDelivery(
  events: string[],
  { latencyMs, splitBytes, fault, slowMs = 500 }: DeliveryOptions,
): Delivery {
  const sent = fault ? spoil(events, fault) : events;
  const ending = fault === 'cut' ? 'cut' : fault === 'headers-then-silence' ? 'hang' : 'end';
  const paced = fault === 'slow' ? sent.map((chunk) => ({ waitMs: slowMs, chunk })) : spread(sent, latencyMs);
  const whole = fault === 'broken-utf8' ? paced.map(breakUtf8) : paced;
  return { steps: splitBytes > 0 ? whole.flatMap((step) => split(step, splitBytes)) : whole, ending };
}

function spoil(events: string[], fault: string): string[] {
  const secondDelta = events.findIndex((event, index) => isDelta(event) && isDelta(events[index - 1] ?? ''));
  const afterTwoDeltas = secondDelta < 0 ? events.length - 2 : secondDelta + 1;
  switch (fault) {
    case 'headers-then-silence':
      return [];
    case 'cut':
      return events.slice(0, afterTwoDeltas);
    case 'sse-error': {
      const error = { type: 'overloaded_error', message: 'Overloaded' };
      return [...events.slice(0, afterTwoDeltas), toEvent('error', { error })];
    }
    case 'clean-end':
      return events.slice(0, -2);
    case 'unknown-event':
      return events.toSpliced(1, 0, toEvent('hologram_start', { index: 7 }));
    default:
      return events;
  }
}

const isDelta = (event: string): boolean => event.startsWith('event: content_block_delta');

/** First token after a third of the time, the rest in a few steps. */
function spread(events: string[], latencyMs: number): Delivery['steps'] {
  if (latencyMs <= 0) return [{ waitMs: 0, chunk: events.join('') }];
  const steps = [{ waitMs: latencyMs / 3, chunk: events.slice(0, 2).join('') }];
  const rest = events.slice(2);
  const size = Math.max(1, Math.ceil(rest.length / slowestSteps));
  const count = Math.ceil(rest.length / size);
  for (let start = 0; start < rest.length; start += size) {
    steps.push({ waitMs: (latencyMs * 2) / 3 / count, chunk: rest.slice(start, start + size).join('') });
  }
  return steps;
}

/** Puts a byte that no UTF-8 text has, and half of a character, into the first text of a step. */
export function breakUtf8<T extends { chunk: string | Buffer }>(step: T): T {
  const bytes = Buffer.from(step.chunk);
  const at = bytes.indexOf('"text":"', bytes.indexOf('text_delta') + 1);
  if (at < 0) return step;
  const cut = at + '"text":"'.length;
  return { ...step, chunk: Buffer.concat([bytes.subarray(0, cut), Buffer.from([0xff, 0xc3]), bytes.subarray(cut)]) };
}

function split({ waitMs, chunk }: Delivery['steps'][number], size: number): Delivery['steps'] {
  const bytes = Buffer.from(chunk);
  const pieces: Delivery['steps'] = [];
  for (let start = 0; start < bytes.length; start += size) {
    pieces.push({ waitMs: start === 0 ? waitMs : 0, chunk: bytes.subarray(start, start + size) });
  }
  return pieces;
}
