import { Logger } from '@nestjs/common';
import { circuits } from '#libs/resilience';
import type { Behaviour } from './fake-graph.js';
import { type Notifier, NotifierStage } from './start-notifier.js';

const OPEN_MS = 700;

describe('the breaker of a number', () => {
  const stage = new NotifierStage();
  const { graph } = stage;
  let notifier: Notifier;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
    const unknown = { QUIET_PERIOD_MS: '60000', HOL_MAX_MS: '120000', UNKNOWN_MAX_MS: '120000' };
    notifier = await stage.start({ ...unknown, WHATSAPP_CIRCUIT_OPEN_MS: `${OPEN_MS}` });
  });
  afterAll(() => stage.close());
  beforeEach(() => graph.reset());

  const broken: Behaviour = { accepts: false, answer: { status: 503, body: '' } };
  const send = async (phoneNumberId: string, text: string) => {
    const message = stage.text(text);
    message.contact!.phoneNumberId = phoneNumberId;
    await stage.send(notifier.client, message);
    return message;
  };
  const shown = () => circuits.disturbed().filter(({ edge }) => edge === 'notifier.whatsapp.send');

  it('opens at the third failure in a row; what comes then waits and leaves with the probe, once', async () => {
    graph.plan = [broken, broken, broken];
    for (const text of ['one', 'two', 'three'])
      await stage.reaches(notifier.client, await send('2001', text), 'unknown');
    expect(shown().map(({ state, upstream }) => `${state} ${upstream}`)).toEqual([
      expect.stringMatching(/^open number [0-9a-f]{8}$/),
    ]);

    const waiting = await Promise.all(['four', 'five', 'six'].map((text) => send('2001', text)));
    await stage.reaches(notifier.client, await send('2002', 'another number'), 'accepted');
    expect(graph.attempts).toHaveLength(4); // none of those that wait

    for (const message of waiting) await stage.reaches(notifier.client, message, 'accepted');
    expect(graph.attempts).toHaveLength(7);
    const { rows } = await stage.admin.query<{ attempts: number }>(
      'SELECT attempts FROM outbox WHERE idempotency_key = ANY($1)',
      [waiting.map(({ idempotencyKey }) => idempotencyKey)],
    );
    expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1, 1]); // waiting used up none
    expect(shown()).toEqual([]);
  }, 20_000);

  it('stays closed where WhatsApp refuses message after message: the control for the one above', async () => {
    const refusal = { accepts: false, answer: { status: 400, body: '{"error":{"code":131026}}' } } as const;
    graph.plan = Array.from({ length: 6 }, () => refusal);
    for (let count = 0; count < 6; count += 1)
      await stage.reaches(notifier.client, await send('2003', `no ${count}`), 'failed');
    await stage.reaches(notifier.client, await send('2003', 'goes on'), 'accepted');
    expect(shown()).toEqual([]);
  }, 20_000);
});
