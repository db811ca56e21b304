import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkFault, Way } from '../../environment/link-fault.ts';
import { shuffled } from '../random.ts';
import type { Stage } from '../stage.ts';

/** F19: orchestrators and one agents replica hear nothing of each other, or only one side does. */
export async function partition(stage: Stage): Promise<void> {
  for (const way of shuffled<Way | 'both'>(stage.random, ['both', 'upstream', 'downstream']))
    await cutOff(stage, way, 12_000);
}

/** One direction, no longer than it takes to notice. */
export async function shortPartition(stage: Stage): Promise<void> {
  await cutOff(stage, stage.random() < 0.5 ? 'upstream' : 'both', 5_000);
}

/** The other replica takes over what the lost one had, well before the partition ends. */
async function cutOff(stage: Stage, way: Way | 'both', forMs: number): Promise<void> {
  const { model, graph, meta } = stage.world;
  model.latencyMs = 100;
  const [first, before] = [meta.events.length, graph.accepted.length];
  await stage.load(() => stage.withFault(['agents-0'], { kind: 'blackhole', way }, () => sleep(forMs)), {
    rate: 30,
    beforeMs: 1_500,
  });
  stage.expect(graph.accepted.length > before, `nothing was answered with ${way} cut, after message ${first}`);
  if (forMs > 10_000) stage.takeoverMs = Math.max(stage.takeoverMs ?? 0, longestWait(stage, first));
}

/** Of the messages from the `first` on: the longest time to an answer. */
function longestWait({ world: { meta, graph } }: Stage, first: number): number {
  const answeredAt = new Map<string, number>();
  for (const { text, at } of graph.accepted)
    for (const [token] of text.matchAll(/tok-\d+-\d+/g))
      answeredAt.set(token, Math.min(at, answeredAt.get(token) ?? Infinity));
  const waits = meta.events
    .slice(first)
    .map(({ from, sequence, sentAt }) => (answeredAt.get(`tok-${from}-${sequence}`) ?? Infinity) - sentAt);
  return Math.max(0, ...waits.filter((wait) => Number.isFinite(wait)));
}

/** F20: one link after the other is late, narrow or piecemeal. */
export async function slowLinks(stage: Stage): Promise<void> {
  const slow: LinkFault[] = [
    { kind: 'latency', way: 'both', ms: 400, jitterMs: 200 },
    { kind: 'bandwidth', way: 'both', bytesPerSecond: 20_000 },
    { kind: 'slice', way: 'both', size: 30, pauseMs: 1 },
  ];
  const links = [['graph'], ['model'], ['agents-0', 'agents-1'], ['redis'], ['notifier-0', 'notifier-1'], ['postgres']];
  for (const names of shuffled(stage.random, links)) {
    const fault = slow[Math.floor(stage.random() * slow.length)]!;
    // A database at the other end of the world is no deployment: what it is asked for a turn one after the other adds up
    const milder: LinkFault = names[0] === 'postgres' ? { kind: 'latency', way: 'both', ms: 20, jitterMs: 10 } : fault;
    await stage.load(() => stage.withFault(names, milder, () => sleep(4_000)), {
      rate: 10,
      people: 10,
      beforeMs: 100,
      afterMs: 200,
    });
  }
}
