import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoints } from '#libs/faults';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { type GraphOutcome, outcomes } from '../environment/graph-outcome.ts';
import { KEPT, World } from '../environment/world.ts';

/** What the API does with the send at which the notifier dies, and with none of the others. */
const answers: Record<string, GraphOutcome> = {
  'accepts it': outcomes.accepted,
  'accepts it and the answer is lost': outcomes.answerLost,
  'accepts it and answers 500': outcomes.acceptedThen500,
  'answers 500 without accepting it': outcomes.refused500,
  'hangs up without accepting it': outcomes.cutBeforeAccept,
  'asks for patience': outcomes.throttledPair,
};
const points = crashPoints.filter((point) => point.startsWith('no.'));
/** Statuses that come late matter where the notifier dies with a send on its way, and where there are some. */
const rounds: [string, number, string[], string[]][] = [
  ['early', 0, points, Object.keys(answers)],
  ['late', 800, ['no.during_post', 'no.after_response'], Object.keys(answers).slice(0, 3)],
];

/**
 * One replica dies at a named point while it sends, beside a healthy one, as in any deployment that must not lose: the
 * statuses that decide what became of the send are not refused meanwhile.
 */
describe('a notifier that dies while it sends', () => {
  let world: World;
  let count = 0;

  beforeAll(async () => {
    world = await World.start({ durable: true, replicas: { notifier: 2 } });
  });
  afterAll(() => world?.stop());

  /** Starts one replica armed and lets people write until it has died; meanwhile the API does `answer` with every send. */
  const dieAt = async (point: string, answer: GraphOutcome) => {
    const armed = world.stack.replica('notifier');
    if (!armed.exit) armed.kill();
    await armed.waitForExit();
    await armed.start({ CRASH_AT: point });
    await armed.waitUntilReady();
    world.graph.program = () => answer;
    const writing: Promise<unknown>[] = [];
    for (let message = 0; !armed.exit && message < 400; message++) {
      writing.push(world.meta.write(`3463${String((count += 1)).padStart(7, '0')}`));
      await sleep(50);
    }
    world.graph.program = () => outcomes.accepted;
    expect(armed.exit?.signal).toBe('SIGKILL');
    await Promise.all(writing);
  };

  describe.each(rounds)('statuses come %s', (_, delayMs, at, names) => {
    beforeAll(() => {
      world.graph.onAccept = (send) => void sleep(delayMs).then(() => world.meta.sendStatuses(send));
    });

    describe.each(at)('%s', (point) => {
      it.each(names)('the API %s', (name) => dieAt(point, answers[name]!));
    });

    it('ends with every message sent once, in order, to the right person', async () => {
      const open = () =>
        world.stack.sql('notifier', "SELECT id FROM outbox WHERE state IN ('pending', 'sending', 'unknown')");
      const traffic = { isOver: false };
      const proof = (async () => {
        for (; !traffic.isOver; await sleep(500)) await world.meta.write('34639999999'); // proof of life of the number
      })();
      await poll('the end of uncertainty', async () => ((await open()).length === 0 ? true : undefined), {
        timeoutMs: 45_000,
        everyMs: 200,
      }).catch(() => undefined);
      traffic.isOver = true;
      await proof;
      expect(await world.settle()).toEqual(KEPT);
      expect(
        await world.stack.sql(
          'notifier',
          "SELECT id, error_class, error_detail FROM outbox WHERE state IN ('parked', 'unknown')",
        ),
      ).toEqual([]);
    });
  });
});

describe('a notifier without its protocol: the controls that must fail', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ env: { RECONCILE_INTERVAL_MS: '60000' } });
  });
  afterAll(() => world?.stop());

  it('doubles what it sends again as soon as the outcome is unknown', async () => {
    world.graph.onAccept = () => undefined; // no status tells what became of it
    world.graph.queue.push(outcomes.answerLost);
    await world.meta.write('34630000001');
    const resend =
      "UPDATE outbox SET state = 'pending', due_at = now() WHERE state = 'unknown' RETURNING id, pg_notify('outbox_due', '0')";
    await poll(
      'an unknown send',
      async () => ((await world.stack.sql('notifier', resend)).length > 0 ? true : undefined),
      { everyMs: 50, timeoutMs: 10_000 },
    );
    await poll('the second send', () => (world.graph.accepted.length > 1 ? true : undefined), {
      everyMs: 50,
      timeoutMs: 10_000,
    });
    expect(world.judge().doubled).not.toEqual([]);
  });

  it('loses what it takes for sent when it was not', async () => {
    world.graph.queue.push(outcomes.cutBeforeAccept);
    await world.meta.write('34630000002');
    const assume = "UPDATE outbox SET state = 'accepted' WHERE state = 'unknown' RETURNING id";
    await poll(
      'an unknown send',
      async () => ((await world.stack.sql('notifier', assume)).length > 0 ? true : undefined),
      { everyMs: 50, timeoutMs: 10_000 },
    );
    await sleep(1_000);
    expect(world.judge().lost).toHaveLength(1);
  });
});
