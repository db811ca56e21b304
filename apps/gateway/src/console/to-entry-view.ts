import type { SaidByBot, TranscriptEntry, TurnRecord } from '#libs/contracts';
import type { DeliveryView, EntryView, ReplyView, TurnView } from './console-views.js';
import { toIso } from './to-conversation-view.js';

type Deliveries = ReadonlyMap<string, DeliveryView>;

/** Undefined for an entry of a kind that this version does not know. */
export function toEntryView({ id, at, entry }: TranscriptEntry, deliveries: Deliveries): EntryView | undefined {
  const place = { id, at: toIso(at) };
  switch (entry?.$case) {
    case 'said': {
      const { kind: content, ...said } = entry.value;
      return { ...place, ...said, kind: 'said', content };
    }
    case 'turn':
      return { ...place, ...toTurnView(entry.value, deliveries) };
    case 'answered':
      return {
        ...place,
        ...entry.value,
        kind: 'answered',
        delivery: deliveries.get(entry.value.idempotencyKey) ?? null,
      };
    case 'event':
      return { ...place, ...entry.value, kind: 'event' };
    default:
      return undefined;
  }
}

/** Keys under which the notifier knows what was said to the person. */
export function deliveryKeysOf(entries: readonly TranscriptEntry[]): string[] {
  return entries.flatMap(({ entry }) => {
    if (entry?.$case === 'turn') return entry.value.replies.map(({ idempotencyKey }) => idempotencyKey);
    return entry?.$case === 'answered' ? [entry.value.idempotencyKey] : [];
  });
}

function toTurnView({ costMicros, replies, ...turn }: TurnRecord, deliveries: Deliveries): TurnView {
  return {
    ...turn,
    kind: 'turn',
    costMicros: Number(costMicros),
    replies: replies.map((reply) => toReplyView(reply, deliveries)),
  };
}

function toReplyView({ kind: content, ...reply }: SaidByBot, deliveries: Deliveries): ReplyView {
  return { ...reply, content, delivery: deliveries.get(reply.idempotencyKey) ?? null };
}
