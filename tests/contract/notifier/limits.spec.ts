import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { until } from '#libs/testing';
import { accepted } from './fake-graph.js';
import { NotifierStage } from './start-notifier.js';

/** A busy machine must not look like a send whose end nobody knows: that is another promise. */
const unhurried = {
  SEND_TIMEOUT_MS: '4000',
  LEASE_TTL_MS: '4000',
  QUIET_PERIOD_MS: '10000',
  HOL_MAX_MS: '20000',
  UNKNOWN_MAX_MS: '30000',
};

describe('the notifier under limits and trouble', () => {
  const stage = new NotifierStage();
  const { graph } = stage;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
  });
  afterAll(() => stage.close());
  beforeEach(() => graph.reset());
  afterEach(() => stage.stopAll());

  const conversation = (count: number, phoneNumberId = `${Math.floor(Math.random() * 1e9)}`) => {
    const conversationId = randomUUID();
    const contact = { ...stage.text('').contact!, phoneNumberId };
    return Array.from({ length: count }, (_, index) => stage.text(`${index}`, { conversationId, contact }));
  };
  const attempts = async () =>
    (await stage.admin.query<{ attempts: number; epoch: string }>('SELECT attempts, epoch FROM outbox ORDER BY seq'))
      .rows;

  it('sends a burst to a person at once and the rest one by one, in order, without counting the waits', async () => {
    await stage.admin.query('TRUNCATE outbox');
    const { client } = await stage.start({ ...unhurried, PAIR_BURST: '2', PAIR_SECONDS_PER_MESSAGE: '0.7' });
    const messages = conversation(5);
    const other = stage.text('other');
    await stage.send(client, ...messages, other);
    await Promise.all([...messages, other].map((message) => stage.reaches(client, message, 'accepted')));
    const mine = graph.accepted.filter(({ body }) => body.text!.body !== 'other');
    expect(mine.map(({ body }) => body.text!.body)).toEqual(['0', '1', '2', '3', '4']);
    const gaps = mine.slice(1).map(({ at }, index) => at - mine[index]!.at);
    expect(gaps[0]).toBeLessThan(600);
    expect(mine[4]!.at - mine[1]!.at).toBeGreaterThanOrEqual(1_950);
    expect(graph.accepted.findIndex(({ body }) => body.text!.body === 'other')).toBeLessThan(3);
    expect((await attempts()).every(({ attempts: count }) => count === 1)).toBe(true);
  });

  it('keeps a number at its rate, gives each message its moment, and leaves other numbers alone', async () => {
    await stage.admin.query('TRUNCATE outbox');
    const { client } = await stage.start({ ...unhurried, NUMBER_RATE_PER_SECOND: '20' });
    const number = '4242';
    const messages = Array.from({ length: 60 }, () => conversation(1, number)[0]!);
    await stage.send(client, ...messages);
    const other = conversation(1)[0]!;
    await stage.send(client, other);
    await stage.reaches(client, other, 'accepted', 1_500);
    await Promise.all(messages.map((message) => stage.reaches(client, message, 'accepted')));
    const posts = graph.accepted.filter(({ path }) => path.includes(number));
    expect(posts.at(-1)!.at - posts[0]!.at).toBeGreaterThanOrEqual(1_900);
    expect((await attempts()).every(({ epoch }) => Number(epoch) <= 2)).toBe(true);
  });

  it('sends without Redis, under limits of its own', async () => {
    const { client } = await stage.start({
      REDIS_URL: 'redis://127.0.0.1:1',
      PAIR_BURST: '1',
      PAIR_SECONDS_PER_MESSAGE: '0.5',
    });
    const messages = conversation(3);
    await stage.send(client, ...messages);
    await Promise.all(messages.map((message) => stage.reaches(client, message, 'accepted')));
    expect(graph.accepted[2]!.at - graph.accepted[0]!.at).toBeGreaterThanOrEqual(950);
  });

  it('writes down what a POST has shown although its connections to Postgres were cut', async () => {
    const { client } = await stage.start({ SEND_TIMEOUT_MS: '390' });
    graph.plan = [{ ...accepted, delayMs: 200 }];
    const message = stage.text('precious');
    await stage.send(client, message);
    await until(() => graph.attempts.length === 1);
    await stage.admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await stage.reaches(client, message, 'accepted');
    expect(graph.attempts).toHaveLength(1);
  });

  it('finishes what is under way when it stops, and begins nothing', async () => {
    const { client, service } = await stage.start({ SENDS_IN_FLIGHT: '2' });
    graph.usual = () => ({ ...accepted, delayMs: 300 });
    const messages = Array.from({ length: 5 }, () => conversation(1)[0]!);
    await stage.send(client, ...messages);
    await until(() => graph.attempts.length === 2);
    await Promise.all([service.close(), service.close()]);
    expect(graph.attempts).toHaveLength(2);
    const { rows } = await stage.admin.query<{ state: string }>(
      'SELECT state FROM outbox WHERE idempotency_key = ANY($1) ORDER BY state',
      [messages.map(({ idempotencyKey }) => idempotencyKey)],
    );
    expect(rows.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'pending', 'pending', 'pending']);
    const next = await stage.start();
    await Promise.all(messages.map((message) => stage.reaches(next.client, message, 'accepted')));
    expect(graph.attempts).toHaveLength(5);
  });

  it('takes over what another replica has stored and not sent', async () => {
    const { client } = await stage.start({ ...unhurried, SENDS_IN_FLIGHT: '1' });
    graph.usual = () => ({ ...accepted, delayMs: 200 });
    const messages = Array.from({ length: 6 }, () => conversation(1)[0]!);
    await stage.send(client, ...messages);
    await stage.start(unhurried);
    await Promise.all(messages.map((message) => stage.reaches(client, message, 'accepted', 6_000)));
    expect(graph.attempts).toHaveLength(6);
    await sleep(50);
    expect(graph.accepted).toHaveLength(6);
  });
});
