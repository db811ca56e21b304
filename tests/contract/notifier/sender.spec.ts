import { Logger } from '@nestjs/common';
import { Sender } from '../../../apps/notifier/src/sending/sender.js';
import type { OutboxRow } from '../../../apps/notifier/src/outbox/outbox-table.js';
import { Lease } from '#libs/work';
import { NotifierStage } from './start-notifier.js';

describe(Sender, () => {
  const stage = new NotifierStage();
  let sender: Sender;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
    sender = (await stage.start()).service.app.get(Sender);
  });
  afterAll(() => stage.close());
  beforeEach(() => stage.graph.reset());

  const row: OutboxRow = {
    id: '01900000-0000-7000-8000-000000000001',
    epoch: '1',
    attempts: 1,
    idempotencyKey: 't:0',
    traceparent: null,
    phoneNumberId: '1001',
    conversationId: 'c',
    kind: 'text',
    payload: '{"to":"+1"}',
    hasSlot: true,
    windowLeftMs: null,
    ageMs: 0,
  };
  const lease = (validForMs: number, claimedAgoMs = 0) =>
    new Lease(row.id, '1', 1, performance.now() + validForMs, 100, Date.now() - claimedAgoMs);

  it('posts while its lease holds', async () => {
    expect(await sender.send(row, lease(60_000))).toMatchObject({ event: 'accepted' });
    expect(stage.graph.accepted[0]!.callbackData).toBe(`${row.id}.1`);
  });

  it.each([
    ['whose lease has run out while the process slept', lease(-1)],
    ['whose lease is about to run out', lease(99)],
    ['that was claimed before the machine slept, although its clock says nothing of it', lease(60_000, 400)],
  ])('does not post a message %s, and says that it was not sent', async (_, late) => {
    expect(await sender.send(row, late)).toMatchObject({ event: 'not_sent', errorDetail: 'lease_lost' });
    expect(stage.graph.attempts).toHaveLength(0);
  });

  it('would double it without this check: the control for the one above', async () => {
    const trusting = lease(-1);
    Object.defineProperty(trusting, 'isHeld', { value: true });
    Object.defineProperty(trusting, 'claimedAgoMs', { value: 0 });
    expect(await sender.send(row, trusting)).toMatchObject({ event: 'accepted' });
  });

  it('neither posts nor waits for what is older than the window', async () => {
    expect(await sender.send({ ...row, ageMs: 24 * 3_600_000 }, lease(60_000))).toMatchObject({
      event: 'refused',
      errorClass: 'expired',
    });
    expect(stage.graph.attempts).toHaveLength(0);
  });
});
