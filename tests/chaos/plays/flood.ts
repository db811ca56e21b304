import { setTimeout as sleep } from 'node:timers/promises';
import { tokenOf, tokensIn } from '../../environment/meta.ts';
import type { Stage } from '../stage.ts';

const FLOOD = 1_500;
const FLOOD_BATCH = 50;
const SAMPLE_MS = 8_000;
/** Below this, what a machine does besides is longer than what Parley does. */
const FLOOR_MS = 250;

/** F30: what others wait for their answers while one person writes without end. */
export async function floodOfOnePerson(stage: Stage): Promise<void> {
  const { meta } = stage.world;
  await others(stage); // warm
  const usual = await others(stage);
  const flooder = stage.person();
  const flood = (async () => {
    for (let sent = 0; sent < FLOOD; sent += FLOOD_BATCH) {
      await meta.writeBatch(Array.from({ length: FLOOD_BATCH }, () => ({ from: flooder })));
      stage.count('messages of one person', FLOOD_BATCH);
    }
  })();
  const busy = await others(stage);
  await flood;
  stage.notes.push(`p95 of others ${Math.round(usual)} ms, in the flood ${Math.round(busy)} ms`);
  stage.expect(
    busy < Math.max(2 * usual, FLOOR_MS),
    `others waited ${Math.round(busy)} ms instead of ${Math.round(usual)} ms`,
  );
}

/** The p95 of people who write one message each, ten a second. */
async function others(stage: Stage): Promise<number> {
  const { meta, graph } = stage.world;
  const first = meta.events.length;
  const mine = new Set<string>();
  for (const until = performance.now() + SAMPLE_MS; performance.now() < until; await sleep(100)) {
    const person = stage.person();
    mine.add(person);
    void meta.write(person);
    stage.during += 1;
  }
  await sleep(1_000);
  const answeredAt = new Map(
    graph.accepted.flatMap(({ text, at }) => tokensIn(text).map((token) => [tokenOf(token), at] as const)),
  );
  const waits = meta.events
    .slice(first)
    .filter(({ from }) => mine.has(from))
    .map((event) => (answeredAt.get(tokenOf(event)) ?? Infinity) - event.sentAt)
    .sort((one, other) => one - other);
  return waits[Math.floor(waits.length * 0.95)] ?? Infinity;
}
