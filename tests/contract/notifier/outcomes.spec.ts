import { Logger } from '@nestjs/common';
import { SendPolicy } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import { OutcomesRepository } from '../../../apps/notifier/src/sending/outcomes.repository.js';
import { accepted, type Behaviour, FakeGraph, graphError } from './fake-graph.js';
import { type Notifier, NotifierStage } from './start-notifier.js';

/** What the API does, and what the notifier makes of it: each row of the tables of errors. */
describe('the outcome of a send', () => {
  const stage = new NotifierStage();
  const { graph } = stage;
  let notifier: Notifier;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
    notifier = await stage.start({ QUIET_PERIOD_MS: '60000', HOL_MAX_MS: '120000', UNKNOWN_MAX_MS: '120000' });
  });
  afterAll(() => stage.close());
  beforeEach(() => graph.reset());

  const sendOne = async (...plan: Behaviour[]) => {
    graph.plan = plan;
    const message = stage.text(`text ${Math.random()}`);
    await stage.send(notifier.client, message);
    return message;
  };
  const row = async (idempotencyKey: string) =>
    (
      await stage.admin.query<Record<string, unknown>>('SELECT * FROM outbox WHERE idempotency_key = $1', [
        idempotencyKey,
      ])
    ).rows[0]!;

  it.each<[string, Behaviour]>([
    ['reads it and closes', { accepts: true, answer: 'close' }],
    ['reads it and resets', { accepts: true, answer: 'reset' }],
    ['accepts it and cuts the answer', { accepts: true, answer: 'cut' }],
    ['accepts it and never answers', { accepts: true, answer: 'hang' }],
    ['accepts it and answers with 500', { accepts: true, answer: { status: 500, body: 'oops' } }],
    ['does not accept it and answers with 503', { accepts: false, answer: { status: 503, body: '' } }],
    ['answers with 200 and nothing', { accepts: true, answer: { status: 200, body: '{}' } }],
    ['answers with 200 and no JSON', { accepts: true, answer: { status: 200, body: '<html>' } }],
    ['answers with a 404 that is not Meta’s', { accepts: false, answer: { status: 404, body: 'nginx' } }],
    ['answers with code 1', graphError(1)],
    ['answers with code 2', graphError(2)],
    ['answers with code 131000', graphError(131000)],
    ['answers with code 131016', graphError(131016)],
    ['answers with code 131057', graphError(131057)],
    ['answers with code 133004', graphError(133004)],
    ['answers with an unknown code that is transient', graphError(99_999, { is_transient: true })],
    ['answers with an unknown code and 500', graphError(99_999, {}, 500)],
  ])('is unknown when the API %s, and nothing is sent again', async (_, behaviour) => {
    const message = await sendOne(behaviour);
    await stage.reaches(notifier.client, message, 'unknown');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(graph.attempts).toHaveLength(1);
  });

  it.each([
    ['quality', 131049],
    ['quality', 131064],
    ['quality', 130497],
    ['recipient', 131026],
    ['recipient', 131021],
    ['recipient', 131030],
    ['recipient', 131050],
    ['media', 131053],
    ['template', 132001],
    ['number', 133010],
    ['payment', 131042],
    ['unlisted', 424_242],
  ])('is a failure of class %s for code %i, and the next message goes on', async (errorClass, code) => {
    const message = await sendOne(graphError(code, { error_data: { details: 'because' } }));
    const next = stage.text('next', { conversationId: message.conversationId });
    await stage.send(notifier.client, next);
    await stage.reaches(notifier.client, message, 'failed');
    await stage.reaches(notifier.client, next, 'accepted');
    expect(await stage.parts(notifier.client, message)).toMatchObject([
      { error: `${code} ${errorClass}`, messageId: '' },
    ]);
    expect(await row(message.idempotencyKey)).toMatchObject({ error_code: code, error_detail: 'because' });
    expect(graph.attempts).toHaveLength(2);
  });

  it('keeps what came after the window for an operator, and the next message goes on', async () => {
    const message = await sendOne(graphError(131047, { error_data: { details: 'because' } }));
    const next = stage.text('next', { conversationId: message.conversationId });
    await stage.send(notifier.client, next);
    await stage.reaches(notifier.client, message, 'parked');
    await stage.reaches(notifier.client, next, 'accepted');
    expect(await stage.parts(notifier.client, message)).toMatchObject([{ error: '131047 window_closed' }]);
    expect(graph.attempts).toHaveLength(2);
  });

  it.each([131053, 131052, 100, 131009])(
    'of a picture that code %i refuses is its words, at its place',
    async (code) => {
      graph.plan = [graphError(code)];
      const picture = stage.picture('Ready: https://x.test/shop');
      const next = stage.text('next', { conversationId: picture.conversationId });
      await stage.send(notifier.client, picture, next);
      await stage.reaches(notifier.client, next, 'accepted');
      expect(await stage.state(notifier.client, picture)).toBe('accepted');
      expect(graph.accepted.map(({ body }) => body.text?.body)).toEqual(['Ready: https://x.test/shop', 'next']);
      expect(graph.attempts.map(({ body }) => body.type)).toEqual(['image', 'text', 'text']);
    },
  );

  it('of a picture without words, or for a person who cannot be reached, is a failure', async () => {
    graph.plan = [graphError(131053), graphError(131026)];
    const [mute, unreachable] = [stage.picture(''), stage.picture('Ready')];
    await stage.send(notifier.client, mute);
    await stage.reaches(notifier.client, mute, 'failed');
    await stage.send(notifier.client, unreachable);
    await stage.reaches(notifier.client, unreachable, 'failed');
    expect(graph.attempts).toHaveLength(2);
  });

  it.each([33, 100, 131008, 131009])('sets aside what code %i calls our bug', async (code) => {
    const message = await sendOne(graphError(code, { error_subcode: 33 }));
    await stage.reaches(notifier.client, message, 'set_aside');
    expect(graph.attempts).toHaveLength(1);
  });

  it.each<[string, Behaviour]>([
    ['4', graphError(4)],
    ['80007', graphError(80007)],
    ['130429 with a status of 500', graphError(130429, {}, 500)],
    ['131056', graphError(131056)],
    ['429 without a body', { accepts: false, answer: { status: 429, body: '' } }],
  ])('is tried again after a second when it is throttled by %s', async (_, behaviour) => {
    const message = await sendOne(behaviour);
    await stage.reaches(notifier.client, message, 'accepted');
    const [first, second] = graph.attempts;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(950);
    expect(second!.callbackData.endsWith('.2')).toBe(true);
    expect(graph.accepted).toHaveLength(1);
  });

  it('waits as long as the API asks', async () => {
    const message = await sendOne(graphError(131056, {}, 400, { 'retry-after': '2' }));
    await stage.reaches(notifier.client, message, 'accepted');
    expect(graph.attempts[1]!.at - graph.attempts[0]!.at).toBeGreaterThanOrEqual(1_950);
  });

  it('lets other people’s messages pass while one waits for the limit of its pair', async () => {
    const slow = await sendOne(graphError(131056));
    await until(() => graph.attempts.length === 1);
    const behind = stage.text('behind', { conversationId: slow.conversationId });
    const other = stage.text('other');
    await stage.send(notifier.client, behind, other);
    await stage.reaches(notifier.client, other, 'accepted', 900);
    await stage.reaches(notifier.client, behind, 'accepted');
    expect(graph.accepted.map(({ body }) => body.text!.body)).toEqual([
      'other',
      expect.stringContaining('text'),
      'behind',
    ]);
  });

  it('is sent once when the API was away and came back', async () => {
    const port = Number(new URL(graph.url).port);
    await graph.stop();
    const message = stage.text('patience');
    await stage.send(notifier.client, message);
    await until(async () => Number((await row(message.idempotencyKey))['attempts']) >= 2);
    expect(await row(message.idempotencyKey)).toMatchObject({ error_class: 'not_sent', error_detail: 'econnrefused' });
    const back = new FakeGraph();
    await back.start(port);
    await stage.reaches(notifier.client, message, 'accepted');
    expect(back.attempts).toHaveLength(1);
    await back.stop();
    await graph.start(port);
  });

  it('fails what has waited for longer than the window in which it may be sent', async () => {
    const message = await sendOne(graphError(131056), graphError(131056));
    await until(() => graph.attempts.length === 1);
    await stage.admin.query("UPDATE outbox SET created_at = now() - interval '25 hours' WHERE idempotency_key = $1", [message.idempotencyKey]); // prettier-ignore
    await stage.reaches(notifier.client, message, 'failed');
    expect(graph.attempts).toHaveLength(1);
    expect(await stage.parts(notifier.client, message)).toMatchObject([
      { error: expect.stringContaining('expired') as string },
    ]);
  });

  it.each([0, 190, 3, 10, 200, 299, 131005])(
    'stops the line of the number for code %i, keeps its queue and no other number’s',
    async (code) => {
      const phoneNumberId = `7${code}`;
      const to = (conversation: string) => ({
        conversationId: `${phoneNumberId}-${conversation}`,
        contact: { ...stage.text('').contact!, phoneNumberId },
      });
      const first = stage.text('first', to('a'));
      graph.plan = [graphError(code, {}, 401)];
      await stage.send(notifier.client, first);
      await until(() => graph.attempts.length === 1);
      await until(async () => (await row(first.idempotencyKey))['error_class'] === 'credentials');
      const waiting = stage.text('waiting', to('b'));
      const other = stage.text('other');
      await stage.send(notifier.client, waiting, other);
      await stage.reaches(notifier.client, other, 'accepted');
      await until(async () => Number((await row(waiting.idempotencyKey))['epoch']) > 0);
      await stage.reaches(notifier.client, waiting, 'pending');
      expect([await stage.state(notifier.client, first), await stage.state(notifier.client, waiting)]).toEqual([
        'pending',
        'pending',
      ]);
      for (const message of [first, waiting]) {
        const { due_at, attempts } = await row(message.idempotencyKey);
        expect((due_at as Date).getTime() - Date.now()).toBeGreaterThan(5_000);
        expect(attempts).toBe(0);
      }
      expect(graph.attempts).toHaveLength(2);
    },
  );

  it('stops the number after a restriction of the account, and fails the message itself', async () => {
    const contact = { ...stage.text('').contact!, phoneNumberId: '8368' };
    const [first, second] = [stage.text('first', { contact }), stage.text('second', { contact })];
    graph.plan = [graphError(368)];
    await stage.send(notifier.client, first);
    await stage.reaches(notifier.client, first, 'failed');
    await stage.send(notifier.client, second);
    await until(async () => Number((await row(second.idempotencyKey))['epoch']) > 0);
    await stage.reaches(notifier.client, second, 'pending');
    expect(graph.attempts).toHaveLength(1);
  });

  it('is unknown, and not repeated, when it cannot be brought to its end', async () => {
    const outcomes = notifier.service.app.get(OutcomesRepository);
    const write = outcomes.write.bind(outcomes);
    outcomes.write = async () => {
      outcomes.write = write;
      throw new AppError('INTERNAL');
    };
    const message = await sendOne(accepted);
    await stage.reaches(notifier.client, message, 'unknown');
    expect(graph.attempts).toHaveLength(1);
  });

  it('counts what it did', async () => {
    const scrape = async () => {
      const response = await fetch(`${await notifier.service.app.getUrl()}/metrics`);
      return response.text();
    };
    await stage.reaches(notifier.client, await sendOne(accepted), 'accepted');
    const text = await scrape();
    for (const line of [
      /notifier_sends_total\{type="text",outcome="accepted",service="notifier"\} \d+/,
      /notifier_sends_total\{type="text",outcome="ambiguous",service="notifier"\} \d+/,
      /notifier_refusals_total\{class="credentials",service="notifier"\} 7/,
      /notifier_stopped_lines\{service="notifier"\} 8/,
      /api_requests_total\{service="whatsapp",method="send",status="ok"\} \d+/,
      /notifier_duplicate_sends_total\{service="notifier"\} 0/,
      /notifier_parked_sends\{service="notifier"\} \d/,
      /work_takeovers_total/,
    ])
      expect(text).toMatch(line);
    expect(text).not.toMatch(/5491100/);
  });

  it('keeps the policy of the message', async () => {
    const message = stage.text('code 1234', { policy: SendPolicy.SEND_POLICY_AT_MOST_ONCE });
    await stage.send(notifier.client, message);
    expect(await row(message.idempotencyKey)).toMatchObject({ policy: 'at_most_once' });
  });
});
