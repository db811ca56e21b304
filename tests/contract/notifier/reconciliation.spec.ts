import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type OutboundMessage, SendPolicy } from '#libs/contracts';
import { until } from '#libs/testing';
import { type Payload, toPayloads } from '../../../apps/notifier/src/content/to-payloads.js';
import { EvidenceRepository } from '../../../apps/notifier/src/reconciling/evidence.repository.js';
import { type Behaviour, graphError } from './fake-graph.js';
import { type Notifier, NotifierStage } from './start-notifier.js';

const lost: Behaviour = { accepts: true, answer: 'close' };
const failed: Behaviour = { accepts: false, answer: { status: 503, body: '' } };
const QUIET_MS = 1_000;

describe('a send of which nobody knows whether it arrived', () => {
  const stage = new NotifierStage();
  const { graph } = stage;
  let notifier: Notifier;
  let stopBeats: () => void = () => undefined;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    graph.reset();
    await stage.admin.query('TRUNCATE outbox, status_events, intake_beats, intake_numbers');
    notifier = await stage.start();
  });
  afterEach(async () => {
    stopBeats();
    await stage.stopAll();
  });

  const send = async (plan: Behaviour[], fields: Partial<OutboundMessage> = {}) => {
    graph.plan = plan;
    const message = stage.text(`text ${randomUUID()}`, fields);
    await stage.send(notifier.client, message);
    return message;
  };
  const beat = (fields = {}) => (stopBeats = stage.beat(notifier.client, fields));
  const record = (index: number, status: string) =>
    notifier.client.call('recordStatuses', {
      statuses: [stage.status(graph.attempts[index]!, status)],
      beat: undefined,
    });
  const state = (message: OutboundMessage) => stage.state(notifier.client, message);
  const reaches = (message: OutboundMessage, wanted: string, timeoutMs?: number) =>
    stage.reaches(notifier.client, message, wanted, timeoutMs);
  /** As a process leaves it that dies after its claim. */
  const dieWith = async (message: OutboundMessage) => {
    const [{ json }] = toPayloads(message) as [Payload];
    await stage.admin.query(
      `INSERT INTO outbox (id, idempotency_key, part, parts, conversation_id, seq, phone_number_id, kind, policy, payload,
                           state, owner, epoch, attempts, claimed_at, heartbeat_at, lease_until)
       VALUES (gen_random_uuid(), $1, 1, 1, $2, nextval('outbox_seq'), $3, 'text', 'at_least_once', $4,
               'sending', 'gone', 1, 1, now(), now(), now() + interval '200 ms')`,
      [message.idempotencyKey, message.conversationId, message.contact!.phoneNumberId, json],
    );
  };

  it('is sent once more after the quiet period when it did not arrive and intake was well', async () => {
    beat();
    const message = await send([failed]);
    await reaches(message, 'unknown');
    await reaches(message, 'accepted');
    expect(graph.attempts.map(({ callbackData }) => callbackData.split('.')[1])).toEqual(['1', '2']);
    expect(graph.attempts[1]!.at - graph.attempts[0]!.at).toBeGreaterThanOrEqual(QUIET_MS);
    expect(graph.accepted).toHaveLength(1);
  });

  it('is resolved by its status and never sent again when it did arrive', async () => {
    beat();
    const message = await send([lost]);
    await reaches(message, 'unknown');
    await record(0, 'delivered');
    expect(await state(message)).toBe('delivered');
    await sleep(1.5 * QUIET_MS);
    expect(graph.attempts).toHaveLength(1);
  });

  it('of a process that died is unknown, never simply due again', async () => {
    beat();
    const message = stage.text('orphan');
    await dieWith(message);
    await reaches(message, 'unknown');
    expect(graph.attempts).toHaveLength(0);
    await reaches(message, 'accepted');
    expect(graph.attempts.map(({ callbackData }) => callbackData.split('.')[1])).toEqual(['2']);
  });

  it('is parked after a second ambiguity, and may still be resolved', async () => {
    beat();
    const message = await send([failed, lost]);
    await reaches(message, 'parked');
    expect(graph.attempts).toHaveLength(2);
    await record(1, 'read');
    expect(await state(message)).toBe('read');
  });

  it.each<[string, object | undefined]>([
    ['there are no beats', undefined],
    ['intake refuses webhooks', { refused: 1 }],
    ['its number has not been heard from', { newestEventAt: { 9999: new Date() } }],
    ['its number was heard from before only', { newestEventAt: { 1001: new Date(0) } }],
  ])('is not sent again while %s, but parked in the end', async (_, fields) => {
    if (fields) beat(fields);
    const message = await send([lost]);
    await reaches(message, 'unknown');
    await sleep(1.5 * QUIET_MS);
    expect(await state(message)).toBe('unknown');
    await reaches(message, 'parked');
    expect(graph.attempts).toHaveLength(1);
  });

  it('is not sent again when the beats had a gap since the attempt', async () => {
    beat();
    const message = await send([lost]);
    await reaches(message, 'unknown');
    stopBeats();
    await sleep(900);
    beat();
    await reaches(message, 'parked');
    expect(graph.attempts).toHaveLength(1);
  });

  it('is not sent again after an outage before those who had to refuse webhooks meanwhile have said so', async () => {
    const patient = { BEAT_GAP_MS: '20000' };
    await stage.stopAll();
    notifier = await stage.start(patient);
    beat();
    const message = await send([lost]);
    await reaches(message, 'unknown');
    await sleep(500);
    stopBeats();
    await stage.stopAll(); // its status comes now, and the gateway must refuse it
    await sleep(300);
    notifier = await stage.start(patient);
    await sleep(QUIET_MS); // the quiet period is over, and the silence was too short to be a gap
    expect(graph.attempts).toHaveLength(1);
    await notifier.client.call('recordStatuses', {
      statuses: [],
      beat: { gateway: 'g', posts: 1, refused: 1, newestEventAt: { 1001: new Date() } },
    });
    beat();
    await reaches(message, 'parked');
    expect(graph.attempts).toHaveLength(1);
  });

  it('is parked after the quiet period when it may be sent once at most', async () => {
    beat();
    const message = await send([failed], { policy: SendPolicy.SEND_POLICY_AT_MOST_ONCE });
    await reaches(message, 'parked', 3 * QUIET_MS);
    expect(graph.attempts).toHaveLength(1);
  });

  it('is parked when its person has opted out meanwhile', async () => {
    beat();
    const conversationId = randomUUID();
    const refused = await send([graphError(131050)], { conversationId });
    await reaches(refused, 'failed');
    const message = await send([failed], { conversationId });
    await reaches(message, 'parked');
    expect(graph.attempts).toHaveLength(2);
  });

  it('is sent again when its person has opted in since', async () => {
    beat();
    const conversationId = randomUUID();
    const refused = await send([graphError(131050)], { conversationId });
    await reaches(refused, 'failed');
    await notifier.client.call('recordConsent', { conversationId, optedOut: false });
    const message = await send([failed], { conversationId });
    await reaches(message, 'accepted');
    expect(graph.attempts).toHaveLength(3);
  });

  it('holds back its conversation only for so long', async () => {
    const message = await send([lost]);
    const behind = stage.text('behind', { conversationId: message.conversationId });
    const other = stage.text('other');
    await stage.send(notifier.client, behind, other);
    await reaches(other, 'accepted', 1_000);
    await reaches(message, 'unknown');
    expect(await state(behind)).toBe('pending');
    await reaches(behind, 'accepted');
    expect(await state(message)).toBe('parked');
    expect(graph.attempts.at(-1)!.at - graph.attempts[0]!.at).toBeGreaterThanOrEqual(1_900);
  });

  it('keeps the order of its conversation over a resend', async () => {
    beat();
    const message = await send([failed]);
    const behind = stage.text('behind', { conversationId: message.conversationId });
    await stage.send(notifier.client, behind);
    await reaches(behind, 'accepted');
    expect(graph.accepted.map(({ body }) => body.text!.body)).toEqual([expect.stringContaining('text'), 'behind']);
  });

  it('is judged once by several replicas', async () => {
    beat();
    await Promise.all([stage.start(), stage.start()]);
    const messages = await Promise.all(
      Array.from({ length: 10 }, () => send(Array.from({ length: 10 }, () => failed))),
    );
    await Promise.all(messages.map((message) => reaches(message, 'unknown')));
    graph.plan = [];
    await Promise.all(messages.map((message) => reaches(message, 'accepted')));
    expect(graph.attempts).toHaveLength(20);
    expect(graph.accepted).toHaveLength(10);
  });

  it('takes a late answer of its own POST for what it is', async () => {
    const message = await send([{ accepts: true, answer: 'ok', delayMs: 300 }]);
    await until(() => graph.attempts.length === 1);
    await stage.admin.query("UPDATE outbox SET state = 'unknown', owner = NULL, lease_until = NULL"); // as a sweeper does
    await reaches(message, 'accepted');
    expect(graph.attempts).toHaveLength(1);
  });

  it('is due again when the holder of the attempt can say late that nothing was sent', async () => {
    const slow = await send([{ ...graphError(131056), delayMs: 300 }]);
    await until(() => graph.attempts.length === 1);
    await stage.admin.query("UPDATE outbox SET state = 'unknown' WHERE idempotency_key = $1", [slow.idempotencyKey]); // as a sweeper does
    await reaches(slow, 'pending');
    await reaches(slow, 'accepted');
    expect([graph.attempts.length, graph.accepted.length]).toEqual([2, 1]);
  });

  describe('controls: what would double it', () => {
    it('a reconciler that does not look at intake', async () => {
      const evidence = notifier.service.app.get(EvidenceRepository);
      evidence.readIntake = async (candidates) => ({
        now: Date.now() + 60_000,
        silences: [],
        reportedUntil: Number.MAX_SAFE_INTEGER,
        backlogMs: 0,
        newestEventAt: new Map(candidates.map(({ phoneNumberId }) => [phoneNumberId, Number.MAX_SAFE_INTEGER])),
      });
      const message = await send([lost]); // intake is down: its status is late
      await reaches(message, 'accepted');
      expect(graph.accepted).toHaveLength(2);
      await record(0, 'delivered');
      await record(1, 'delivered');
      const metrics = await (await fetch(`${await notifier.service.app.getUrl()}/metrics`)).text();
      expect(metrics).toMatch(/notifier_duplicate_sends_total\{.*\} [1-9]/);
    });

    it('a timer that makes a message due again whose process died', async () => {
      beat();
      const message = await send([lost]);
      await until(() => graph.attempts.length === 1);
      await reaches(message, 'unknown');
      await stage.admin.query("UPDATE outbox SET state = 'pending'");
      await reaches(message, 'accepted');
      expect(graph.accepted).toHaveLength(2);
    });
  });
});
