import { setTimeout as sleep } from 'node:timers/promises';
import { sign } from '../../environment/meta.ts';
import { STACK_SECRETS } from '../../environment/stack.ts';
import { between, shuffled } from '../random.ts';
import type { Stage } from '../stage.ts';

const signed = (payload: object) => sign(payload, STACK_SECRETS.WHATSAPP_APP_SECRET);

/** F03: the same POST twenty times at once, to gateways that know nothing of each other. */
export async function sameWebhookTwentyTimes(stage: Stage): Promise<void> {
  const { meta } = stage.world;
  for (const person of stage.crowd(10)) {
    const event = meta.compose(person, 'hola');
    const body = signed(meta.toPayload([event]));
    const answers = await Promise.all(Array.from({ length: 20 }, () => meta.post(body)));
    event.ackedAt = performance.now();
    stage.count('deliveries', answers.length);
    stage.during += 1;
    stage.expect(
      answers.every((status) => status === 200),
      `answered ${answers.join(' ')}`,
    );
  }
  const wamids = meta.events.map(({ wamid }) => wamid);
  const [row] = await stage.asAdmin<{ count: number }>(
    'SELECT count(*)::int FROM orchestrator.inbox WHERE message_id = ANY ($1)',
    [wamids],
  );
  stage.expect(row!.count === wamids.length, `${row!.count} rows of ${wamids.length} messages`);
}

interface Envelope {
  object: string;
  entry: { id: string; changes: { field: string; value: Record<string, unknown> }[] }[];
}

/** F04: three entries, several changes, fifty messages and some statuses; one message is broken and one of a kind nobody knows. */
export async function mixedBatch(stage: Stage): Promise<void> {
  const { meta } = stage.world;
  const events = stage.crowd(50).map((person) => meta.compose(person, 'hola'));
  const changesOf = (from: number, to: number) =>
    (meta.toPayload(events.slice(from, to)) as Envelope).entry[0]!.changes[0]!;
  const [broken, unknown] = [
    { from: stage.person(), id: 17, type: 'text' },
    { ...messageOf(stage), type: 'hologram', hologram: {} },
  ];
  const odd = meta.envelope({ messages: [broken, unknown] }) as Envelope;
  const status = { id: 'wamid.of-nobody', status: 'delivered', timestamp: '1', recipient_id: '34600000000' };
  const statuses = meta.envelope({ statuses: [status, { ...status, status: 'read' }] }) as Envelope;
  const changes = [
    changesOf(0, 20),
    changesOf(20, 40),
    changesOf(40, 50),
    odd.entry[0]!.changes[0]!,
    statuses.entry[0]!.changes[0]!,
  ];
  const order = shuffled(stage.random, changes);
  const entry = [order.slice(0, 2), order.slice(2, 3), order.slice(3)].map((part) => ({
    id: odd.entry[0]!.id,
    changes: part,
  }));
  const before = await quarantined(stage);
  const deliveries = await meta.deliver({ object: odd.object, entry });
  for (const event of events) event.ackedAt = performance.now();
  stage.during = events.length;
  stage.count('deliveries', deliveries);
  stage.expect(deliveries === 1, `taken at delivery ${deliveries}`);
  stage.count('set aside', (await quarantined(stage)) - before);
}

const messageOf = (stage: Stage) => ({
  from: stage.person(),
  id: `wamid.HB-${stage.random()}`,
  timestamp: `${Math.floor(Date.now() / 1000)}`,
});

async function quarantined(stage: Stage): Promise<number> {
  const [row] = await stage.asAdmin<{ count: number }>('SELECT count(*)::int FROM gateway.quarantine');
  return row!.count;
}

/** F05: statuses in any order, each twice, and before the answer of the send that they belong to. */
export async function earlyStatuses(stage: Stage): Promise<void> {
  const { meta, graph } = stage.world;
  graph.program = () => ({ accepts: true, answer: { kind: 'normal' }, delayMs: between(stage.random, 50, 250) });
  const telling: Promise<unknown>[] = [];
  graph.onAccept = (send) => {
    const order = shuffled(stage.random, ['sent', 'delivered', 'read', 'sent', 'delivered', 'read'] as const);
    stage.count('statuses', order.length);
    telling.push(...order.map((status) => meta.status(send, status)));
  };
  await stage.load(() => sleep(2_000));
  await meta.settled();
  await sleep(2_000);
  await Promise.all(telling);
  const opaque = graph.accepted.map(({ wamid }) => wamid);
  const rows = await stage.asAdmin<{ state: string; count: number }>(
    'SELECT state, count(*)::int FROM notifier.outbox WHERE wamid = ANY ($1) GROUP BY 1',
    [opaque],
  );
  stage.expect(
    rows.every(({ state }) => state === 'read'),
    `states at the end: ${JSON.stringify(rows)}`,
  );
}
