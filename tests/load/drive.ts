import { setTimeout as sleep } from 'node:timers/promises';
import type { AcceptedSend } from '../environment/fake-graph.ts';
import { judge } from '../environment/oracle.ts';
import { type InboundEvent, Meta, tokensIn } from '../environment/meta.ts';
import type { Bench } from './bench.ts';

export interface Drive {
  /** Turns per second, of the driver. */
  rate: number;
  count: number;
  people: number;
  /** Turns at the beginning whose times do not count: a service that has just been idle collects its garbage first. */
  warmUp?: number;
  /** Where webhooks go; every gateway unless given. */
  webhookUrls?: () => string[];
  /** Nobody writes any more once it is resolved; `count` is the most then. */
  until?: Promise<unknown>;
  /** Longest wait for the last answer. */
  patienceMs?: number;
}

export interface Driven {
  /** Milliseconds from the POST to its 200. */
  acks: number[];
  /** Milliseconds from the POST to the arrival of the answer at the Graph API. */
  replies: number[];
  /** Of each answered turn when it was sent, on the clock of this process, and how long its answer took. */
  turns: { sentAt: number; tookMs: number }[];
  seconds: number;
  lost: number;
  doubled: number;
  outOfOrder: number;
  misdirected: number;
}

/** An open loop: `rate` webhooks a second, whatever comes back; then waits for every answer and judges them. */
export async function drive(
  { stack, graph }: Bench,
  { rate, count, people, warmUp = 0, until, webhookUrls = () => stack.webhookUrls, patienceMs = 60_000 }: Drive,
): Promise<Driven> {
  const meta = new Meta({ webhookUrls, connections: 256 });
  const sentAt = new Map<string, { began: number; counts: boolean }>();
  const turns: Driven['turns'] = [];
  let lastReplyAt = performance.now();
  graph.onAccept = (send: AcceptedSend) => {
    for (const { from, sequence } of tokensIn(send.text)) {
      const sent = sentAt.get(`${from}-${sequence}`);
      if (!sent) continue;
      sentAt.delete(`${from}-${sequence}`);
      lastReplyAt = performance.now();
      if (sent.counts) turns.push({ sentAt: sent.began, tookMs: lastReplyAt - sent.began });
    }
  };
  let isOver = false;
  const over = until?.finally(() => (isOver = true));
  const startedAt = performance.now();
  const writing: Promise<InboundEvent>[] = [];
  for (let index = 0; index < count && !isOver; index++) {
    const waitMs = startedAt + (index * 1_000) / rate - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    const person = `3469${String(index % people).padStart(7, '0')}`;
    const writes = meta.write(person);
    const event = meta.events.at(-1)!;
    sentAt.set(`${event.from}-${event.sequence}`, { began: event.sentAt, counts: index >= warmUp });
    writing.push(writes);
  }
  await over;
  const events = await Promise.all(writing);
  const deadline = performance.now() + patienceMs;
  while (sentAt.size > 0 && performance.now() < deadline) await sleep(20);
  const seconds = (lastReplyAt - startedAt) / 1_000;
  await sleep(1_000); // late doubles
  const { lost, doubled, outOfOrder, misdirected } = judge({ acked: meta.acked, accepted: graph.accepted });
  await meta.stop();
  graph.onAccept = () => {};
  return {
    acks: events.slice(warmUp).map(({ sentAt: began, ackedAt }) => ackedAt! - began),
    replies: turns.map(({ tookMs }) => tookMs),
    turns,
    seconds,
    lost: lost.length,
    doubled: doubled.length,
    outOfOrder: outOfOrder.length,
    misdirected: misdirected.length,
  };
}
