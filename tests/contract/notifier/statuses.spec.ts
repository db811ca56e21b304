import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { DeliveryStatus, IntakeBeat, OutboundMessage } from '#libs/contracts';
import { until } from '#libs/testing';
import { transition, type SendEvent, type SendState } from '../../../apps/notifier/src/protocol/transition.js';
import { accepted } from './fake-graph.js';
import { type Notifier, NotifierStage } from './start-notifier.js';

const EVENTS: Record<string, SendEvent> = {
  sent: 'status_sent',
  delivered: 'status_delivered',
  read: 'status_read',
  played: 'status_read',
  failed: 'status_failed',
};

/** Nothing becomes unknown because a machine is slow. */
const unhurried = { SEND_TIMEOUT_MS: '5000', QUIET_PERIOD_MS: '20000', HOL_MAX_MS: '30000', UNKNOWN_MAX_MS: '30000' };

describe('statuses', () => {
  const stage = new NotifierStage();
  const { graph } = stage;
  let notifier: Notifier;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
    notifier = await stage.start(unhurried);
  });
  afterAll(() => stage.close());
  beforeEach(() => graph.reset());

  const record = async (...statuses: DeliveryStatus[]) =>
    (await notifier.client.call('recordStatuses', { statuses, beat: undefined })).outcomes.map(({ reason }) => reason);
  const send = async (message = stage.text(`text ${randomUUID()}`)): Promise<OutboundMessage> => {
    await stage.send(notifier.client, message);
    await stage.reaches(notifier.client, message, 'accepted');
    return message;
  };
  const postOf = (message: OutboundMessage) =>
    graph.attempts.find(
      ({ body }) => message.content?.$case === 'text' && body.text?.body === message.content.value.body,
    )!;
  const sql = async (text: string, values: unknown[] = []) =>
    (await stage.admin.query<Record<string, unknown>>(text, values)).rows;
  const metric = async (name: string) => {
    const text = await (await fetch(`${await notifier.service.app.getUrl()}/metrics`)).text();
    return Number(new RegExp(`^${name}\\{.*\\} (\\d+)`, 'm').exec(text)?.[1]);
  };

  const kinds = ['sent', 'delivered', 'read', 'failed'];
  const orders = kinds.flatMap((first) => kinds.flatMap((second) => kinds.map((third) => [first, second, third])));

  it('come to the same end in every order, one by one and in one batch', async () => {
    const messages = orders.map((order) => ({ order, message: stage.text(order.join() + randomUUID()) }));
    await stage.send(notifier.client, ...messages.map(({ message }) => message));
    await Promise.all(messages.map(({ message }) => stage.reaches(notifier.client, message, 'accepted')));
    await Promise.all(
      messages.map(async ({ order, message }, index) => {
        const statuses = order.map((kind) => stage.status(postOf(message), kind));
        if (index % 2 === 0) await record(...statuses);
        else for (const status of statuses) await record(status);
        const end = order.reduce<SendState>((state, kind) => transition(state, EVENTS[kind]!), 'accepted');
        expect({ order, state: await stage.state(notifier.client, message) }).toEqual({ order, state: end });
      }),
    );
  });

  it('that come before the answer to our POST count, and the answer adds its id', async () => {
    graph.plan = [{ ...accepted, delayMs: 300 }];
    const message = stage.text('early');
    await stage.send(notifier.client, message);
    await until(() => graph.attempts.length === 1);
    await record(stage.status(graph.attempts[0]!, 'delivered'));
    expect(await stage.state(notifier.client, message)).toBe('delivered');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await stage.parts(notifier.client, message)).toMatchObject([
      { state: 'delivered', messageId: graph.attempts[0]!.wamid },
    ]);
    expect(graph.attempts).toHaveLength(1);
  });

  it('without our data find their message by Meta’s id, before and after it is known', async () => {
    graph.plan = [{ ...accepted, delayMs: 200 }];
    const early = stage.text('anonymous and early');
    await stage.send(notifier.client, early);
    await until(() => graph.attempts.length === 1);
    await record(stage.status(graph.attempts[0]!, 'read', { callbackData: '' }));
    expect(await stage.state(notifier.client, early)).toBe('sending');
    expect(await sql('SELECT matched FROM status_events WHERE wamid = $1', [graph.attempts[0]!.wamid])).toEqual([
      { matched: false },
    ]);
    await stage.reaches(notifier.client, early, 'read');
    expect(await sql('SELECT matched FROM status_events WHERE wamid = $1', [graph.attempts[0]!.wamid])).toEqual([
      { matched: true },
    ]);

    const late = await send();
    await record(stage.status(postOf(late), 'delivered', { callbackData: 'someone else’s' }));
    expect(await stage.state(notifier.client, late)).toBe('delivered');
  });

  it('of messages that nobody here sent are kept as such', async () => {
    const foreign = { wamid: `wamid.${randomUUID()}`, callbackData: `${randomUUID()}.1` };
    expect(await record(stage.status({ ...graph.accepted[0]!, ...foreign }, 'delivered'))).toEqual(['']);
    expect(await sql('SELECT status, matched FROM status_events WHERE wamid = $1', [foreign.wamid])).toEqual([
      { status: 'delivered', matched: false },
    ]);
  });

  it('are stored once, however often they come and to whom', async () => {
    const other = await stage.start(unhurried);
    const message = await send();
    const statuses = ['sent', 'delivered', 'read'].map((kind) => stage.status(postOf(message), kind));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? notifier : other).client.call('recordStatuses', {
          statuses: [...statuses, ...statuses].sort(() => Math.random() - 0.5),
          beat: undefined,
        }),
      ),
    );
    await stage.stopOne(other);
    expect(await sql('SELECT count(*)::int FROM status_events WHERE wamid = $1', [postOf(message).wamid])).toEqual([
      { count: 3 },
    ]);
    expect(await stage.state(notifier.client, message)).toBe('read');
  });

  it('that are bad cost only themselves', async () => {
    const message = await send();
    const good = stage.status(postOf(message), 'delivered');
    expect(
      await record(
        DeliveryStatus.create({ status: 'sent' }),
        good,
        { ...good, status: 'sent\u0000' },
        { ...good, rawJson: '\u0000', status: 'deleted' },
      ),
    ).toEqual(['INVALID_MESSAGE', '', 'INVALID_MESSAGE', '']);
    expect(await stage.state(notifier.client, message)).toBe('delivered');
  });

  it('of kinds that nobody knows are stored and change nothing; a played voice note is read', async () => {
    const message = await send();
    await record(stage.status(postOf(message), 'warning', { rawJson: '{"status":"warning"}' }));
    expect(await stage.state(notifier.client, message)).toBe('accepted');
    expect(
      await sql("SELECT raw FROM status_events WHERE wamid = $1 AND status = 'warning'", [postOf(message).wamid]),
    ).toEqual([{ raw: '{"status":"warning"}' }]);
    await record(stage.status(postOf(message), 'played'));
    expect(await stage.state(notifier.client, message)).toBe('read');
  });

  it('that say failed bring their code, also the one of an opt-out', async () => {
    const message = await send();
    await record(stage.status(postOf(message), 'failed', { errors: [{ code: 131050, title: 'opted out' }] }));
    expect(await stage.parts(notifier.client, message)).toMatchObject([{ state: 'failed', error: '131050 status' }]);
  });

  it('that say a picture could not be fetched have its words said, once', async () => {
    const picture = stage.picture('Ready: https://x.test/shop');
    await stage.send(notifier.client, picture);
    await stage.reaches(notifier.client, picture, 'accepted');
    const failed = stage.status(graph.accepted.at(-1)!, 'failed', { errors: [{ code: 131053, title: 'x' }] });
    await record(failed);
    await record(failed);
    await until(() => stage.acceptedOf('Ready: https://x.test/shop').length > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stage.acceptedOf('Ready: https://x.test/shop')).toHaveLength(1);
  });

  it('that say so of a text, or another reason of a picture, have nothing said', async () => {
    const [picture, words] = [stage.picture('unreachable'), stage.text('only words')];
    await stage.send(notifier.client, picture, words);
    await stage.reaches(notifier.client, picture, 'accepted');
    await stage.reaches(notifier.client, words, 'accepted');
    // Of two conversations: which of them is sent first nobody knows
    const both = graph.accepted.slice();
    const [first, second] = ['image', 'text'].map((type) => both.find(({ body }) => body.type === type)!);
    const of = (post: typeof first, code: number) => stage.status(post!, 'failed', { errors: [{ code, title: 'x' }] });
    await record(of(first, 131026), of(second, 131053));
    await record(of(first, 131026), of(second, 131053));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(graph.accepted).toEqual(both);
  });

  it.each(['pending', 'unknown', 'parked'])('take a message off the queue that is %s', async (state) => {
    const message = await send();
    await sql("UPDATE outbox SET state = $2, due_at = now() + interval '1 hour' WHERE idempotency_key = $1", [message.idempotencyKey, state]); // prettier-ignore
    await record(stage.status(postOf(message), 'sent'));
    expect(await stage.state(notifier.client, message)).toBe('sent');
  });

  it('of two attempts of one message are counted as a duplicate, once', async () => {
    const message = await send();
    const [id] = postOf(message).callbackData.split('.');
    const of = (attempt: number, kind: string) =>
      stage.status({ ...postOf(message), wamid: `wamid.${randomUUID()}`, callbackData: `${id}.${attempt}` }, kind);
    const before = await metric('notifier_duplicate_sends_total');
    await record(of(1, 'sent'), of(1, 'delivered'));
    expect(await metric('notifier_duplicate_sends_total')).toBe(before);
    await record(of(2, 'sent'));
    await record(of(2, 'delivered'), of(3, 'read'));
    expect(await metric('notifier_duplicate_sends_total')).toBe(before + 1);
  });

  it('free what waits behind an unknown message', async () => {
    graph.plan = [{ accepts: true, answer: 'close' }];
    const first = stage.text('unknown');
    const second = stage.text('behind', { conversationId: first.conversationId });
    await stage.send(notifier.client, first, second);
    await stage.reaches(notifier.client, first, 'unknown');
    expect(await stage.state(notifier.client, second)).toBe('pending');
    await record(stage.status(graph.attempts[0]!, 'sent'));
    await stage.reaches(notifier.client, second, 'accepted');
    expect(graph.attempts).toHaveLength(2);
  });

  it('are waited for where that is wished, but not for ever', async () => {
    const patient = await stage.start({ ...unhurried, WAIT_FOR_DELIVERED_MS: '1500' });
    await stage.stopOne(notifier);
    notifier = patient;
    const conversationId = randomUUID();
    const [first, second, third] = ['one', 'two', 'three'].map((body) => stage.text(body, { conversationId }));
    await stage.send(patient.client, first!, second!, third!);
    await stage.reaches(patient.client, first!, 'accepted');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(graph.attempts).toHaveLength(1);
    await record(stage.status(graph.attempts[0]!, 'delivered'));
    await stage.reaches(patient.client, second!, 'accepted', 1_000);
    await stage.reaches(patient.client, third!, 'accepted');
    expect(graph.attempts[2]!.at - graph.attempts[1]!.at).toBeGreaterThanOrEqual(1_450);
  });

  it('bring beats that are added up, except refusals, which are written at once', async () => {
    const gateway = randomUUID();
    const beat = (fields: Partial<IntakeBeat>) =>
      notifier.client.call('recordStatuses', {
        statuses: [],
        beat: IntakeBeat.create({ gateway, posts: 1, ...fields }),
      });
    const rows = () => sql('SELECT posts, refused FROM intake_beats WHERE gateway = $1 ORDER BY at', [gateway]);
    for (let count = 0; count < 5; count += 1)
      await beat({ newestEventAt: { 77: new Date(1_700_000_000_000 + count) } });
    expect(await rows()).toEqual([{ posts: 1, refused: 0 }]);
    await beat({ refused: 2, newestEventAt: { 77: new Date(1), 78: new Date('2100-01-01') } });
    expect(await rows()).toEqual([{ posts: 1, refused: 0 }, { posts: 5, refused: 2 }]); // prettier-ignore
    expect(
      await sql(
        "SELECT phone_number_id AS id, newest_event_at AS at FROM intake_numbers WHERE phone_number_id IN ('77', '78')",
      ),
    ).toEqual([{ id: '77', at: new Date(1_700_000_000_004) }]);
    await beat({ gateway: 'bad\u0000' });
  });
});
