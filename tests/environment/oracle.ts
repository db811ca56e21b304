import { type AcceptedSend, outboxIdOf } from './fake-graph.ts';
import { type InboundEvent, tokensIn } from './meta.ts';

export interface Evidence {
  /** What the gateways answered 200. */
  acked: readonly InboundEvent[];
  /** What the Graph API took, in this order. */
  accepted: readonly AcceptedSend[];
  /** Acknowledged messages that must have no answer here: set aside, erased, limited. */
  excused?: ReadonlySet<string>;
}

export interface Judgement {
  /** Acknowledged, and no answer was taken. */
  lost: string[];
  /** Taken twice: the same row, the same text in reply to the same message, or two answers to one message. */
  doubled: string[];
  /** Answers of one conversation that left in another order than the messages came. */
  outOfOrder: string[];
  /** Answers that went to somebody else than the one who wrote. */
  misdirected: string[];
}

/**
 * Promises (a), (b) and (c): every acknowledged message has exactly one answer, nothing was taken twice, and each
 * conversation was answered in order; and every answer went to the one who asked. An answer belongs to the messages whose tokens it repeats, or else to the one it
 * replies to.
 */
export function judge({ acked, accepted, excused = new Set() }: Evidence): Judgement {
  const answers = new Map<string, Set<string>>();
  const byWamid = new Map(acked.map((event) => [event.wamid, event]));
  const byToken = new Map(acked.map((event) => [keyOf(event), event]));
  const newest = new Map<string, number>();
  const outOfOrder: string[] = [];
  const misdirected: string[] = [];
  for (const send of accepted) {
    for (const event of answeredBy(send, byToken, byWamid)) {
      if (!send.to.endsWith(event.from)) misdirected.push(`${keyOf(event)} to ${send.to}`);
      const rows = answers.get(event.wamid) ?? new Set();
      answers.set(event.wamid, rows.add(replyOf(send)));
      // Only what was acknowledged before the other was first sent has an order: deliveries that overlap do not.
      const isLate = (event.ackedAt ?? Infinity) < (newest.get(event.from) ?? -Infinity);
      if (isLate) outOfOrder.push(`${event.wamid} (${keyOf(event)})`);
      newest.set(event.from, Math.max(event.sentAt, newest.get(event.from) ?? -Infinity));
    }
  }
  const expected = acked.filter(({ wamid }) => !excused.has(wamid));
  const lost = expected.filter(({ wamid }) => !answers.has(wamid)).map((event) => `${event.wamid} (${keyOf(event)})`);
  const twice = [...answers]
    .filter(([, rows]) => rows.size > 1)
    .map(([wamid, rows]) => `${wamid}: ${[...rows].join(', ')}`);
  return { lost, outOfOrder, misdirected, doubled: [...repeatedRows(accepted), ...repeatedTexts(accepted), ...twice] };
}

function answeredBy(
  { text, inReplyTo }: AcceptedSend,
  byToken: ReadonlyMap<string, InboundEvent>,
  byWamid: ReadonlyMap<string, InboundEvent>,
): InboundEvent[] {
  const named = tokensIn(text).map((token) => byToken.get(keyOf(token)));
  const found = named.length > 0 ? named : [inReplyTo === undefined ? undefined : byWamid.get(inReplyTo)];
  return [...new Set(found.filter((event) => event !== undefined))];
}

/** Each row is an answer of its own: the fake model's fit into one part. */
function replyOf({ opaque, wamid }: AcceptedSend): string {
  return opaque === undefined ? wamid : outboxIdOf(opaque);
}

const keyOf = ({ from, sequence }: { from: string; sequence: number }): string => `${from}-${sequence}`;

function repeatedRows(accepted: readonly AcceptedSend[]): string[] {
  const rows = accepted.filter(({ opaque }) => opaque !== undefined).map(({ opaque }) => outboxIdOf(opaque!));
  return repeated(rows).map((row) => `row ${row}`);
}

function repeatedTexts(accepted: readonly AcceptedSend[]): string[] {
  const replies = accepted.filter(({ inReplyTo }) => inReplyTo !== undefined);
  return repeated(replies.map(({ to, bodyHash, inReplyTo }) => `${to} ${bodyHash} in reply to ${inReplyTo}`));
}

function repeated(keys: string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.size === seen.add(key).size);
}
