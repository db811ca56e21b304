import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoints } from '#libs/faults';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { repeatPerson } from '../environment/fake-model.ts';
import { type GraphOutcome, outcomes } from '../environment/graph-outcome.ts';
import { World } from '../environment/world.ts';

/** What the API does with what the notifier that dies sends, and with the first sends of the other one. */
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

/** Tells who sends. */
const ARMED = 'token-of-the-one-that-dies';
/** More sends of the other replica with an unknown outcome would be resent by the one that dies, all at once: two deaths. */
const FIRST = 5;

/**
 * Short enough to wait for certainty after every death, because a message that meets two deaths is rightly parked; long
 * enough that a busy machine is not taken for a second death.
 */
const BRISK = {
  LEASE_TTL_MS: '1000',
  LEASE_TICK_MS: '250',
  SEND_TIMEOUT_MS: '700',
  STATUS_DELAY_MS: '100',
  QUIET_PERIOD_MS: '1800',
  // A gateway that was restarted keeps the gate closed for a beat gap, and two may be on the way of one message
  UNKNOWN_MAX_MS: '30000',
  HOL_MAX_MS: '30000',
};

/** What was given up, and whether intake has refused nothing since it was sent. */
const PARKED = `
  SELECT payload::jsonb->>'to' AS to, resends, NOT EXISTS (
           SELECT FROM intake_beats WHERE refused > 0 AND at >= outbox.claimed_at) AS "couldTell"
    FROM outbox WHERE state = 'parked'`;

/**
 * One replica dies at a named point while it sends, beside a healthy one, as in any deployment that must not lose: the
 * statuses that decide what became of the send are not refused meanwhile.
 */
describe('a notifier that dies while it sends', () => {
  let world: World;
  let count = 0;

  beforeAll(async () => {
    world = await World.start({ durable: true, replicas: { notifier: 2 }, env: BRISK });
  });
  afterAll(() => world?.stop());

  /** Starts one replica armed and lets people write until it has died; the API does `answer` with their first sends. */
  const dieAt = async (point: string, answer: GraphOutcome) => {
    const armed = world.stack.replica('notifier');
    if (!armed.exit) armed.kill();
    await armed.waitForExit();
    await armed.start({ CRASH_AT: point, WHATSAPP_ACCESS_TOKEN: ARMED });
    await armed.waitUntilReady();
    // Only what waits behind an earlier message is looked for: there the answers have a second part
    const tail = point === 'no.before_claim' ? `\n\n${'and so on '.repeat(450)}` : '';
    world.model.script = (request) => ({ kind: 'text', text: repeatPerson(request) + tail });
    const people = new Set<string>();
    const first = new Set<string>();
    world.graph.program = ({ to, biz_opaque_callback_data: opaque }, token) => {
      const isMeant = token === ARMED ? people.has(to?.slice(1) ?? '') : first.has(to?.slice(1) ?? '');
      return isMeant && opaque?.endsWith('.1') ? answer : outcomes.accepted;
    };
    const writing: Promise<unknown>[] = [];
    while (!armed.exit && people.size < 300) {
      const person = `3463${String((count += 1)).padStart(7, '0')}`;
      people.add(person);
      if (first.size < FIRST) first.add(person);
      writing.push(world.meta.write(person));
      await sleep(100);
      if (people.size % 50 === 0) await forgetConnections();
    }
    expect(armed.exit?.signal).toBe('SIGKILL');
    await Promise.all(writing);
    await certainty();
  };

  /** A client that has a healthy replica may leave a revived one alone for long; fresh ones find both. */
  const forgetConnections = () =>
    Promise.all([world.stack.replica('orchestrator').restart(), world.stack.replica('gateway').restart()]);

  /** Waits until nothing is unknown any more; people go on writing, which proves that webhooks come in. */
  const certainty = async () => {
    const open = "SELECT id FROM outbox WHERE state IN ('pending', 'sending', 'unknown')";
    const isCertain = async () => {
      await world.meta.write(`3462${String((count += 1)).padStart(7, '0')}`);
      return (await world.stack.sql('notifier', open)).length <= 1 ? true : undefined; // its own may be on the way
    };
    await poll('the end of uncertainty', isCertain, { timeoutMs: 45_000, everyMs: 250 });
  };

  describe.each(rounds)('statuses come %s', (_, delayMs, at, names) => {
    beforeAll(() => {
      world.graph.onAccept = (send) => void sleep(delayMs).then(() => world.meta.sendStatuses(send));
    });

    describe.each(at)('%s', (point) => {
      it.each(names)('the API %s', (name) => dieAt(point, answers[name]!));
    });

    it('ends with every message sent once, in order, to the right person; one that met two deaths is parked', async () => {
      const { lost, ...rest } = await world.settle(10_000);
      expect(rest).toEqual({ doubled: [], outOfOrder: [], misdirected: [] });
      const parked = await world.stack.sql<{ to: string; resends: number; couldTell: boolean }>('notifier', PARKED);
      // Never sent again is only what a webhook may have told about that was refused, as on a machine that is too busy
      expect(parked.filter(({ resends, couldTell }) => resends === 0 && couldTell)).toEqual([]);
      expect(lost.filter((event) => !parked.some(({ to }) => event.includes(to.slice(1))))).toEqual([]);
      expect(parked.filter(({ resends }) => resends > 0).length).toBeLessThan(5);
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
