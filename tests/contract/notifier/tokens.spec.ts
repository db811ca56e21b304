import { Logger } from '@nestjs/common';
import { Contact } from '#libs/contracts';
import { until } from '#libs/testing';
import { NotifierStage } from './start-notifier.js';

describe('the tokens of several numbers', () => {
  const stage = new NotifierStage();
  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
  });
  afterEach(() => stage.stopAll());
  afterAll(() => stage.close());
  beforeEach(() => stage.graph.reset());

  const textOf = (phoneNumberId: string, body: string) =>
    stage.text(body, { contact: Contact.create({ phoneNumberId, waId: '5491100000' }) });
  const calls = () =>
    stage.graph.calls.map(({ phoneNumberId, authorization }) => `${phoneNumberId} ${authorization}`).toSorted();

  it('carries the own token of each number, for messages and for read marks', async () => {
    stage.graph.tokens = { 1001: 'token-a', 1002: 'token-b', 1003: 'test-token' };
    const { client } = await stage.start({ WHATSAPP_ACCESS_TOKENS: '1001:token-a,1002:token-b' });
    const messages = ['1001', '1002', '1003'].map((number) => textOf(number, `hola ${number}`));
    await stage.send(client, ...messages);
    for (const message of messages) await stage.reaches(client, message, 'accepted');
    await client.call('markRead', { marks: [{ phoneNumberId: '1002', messageId: 'wamid.1', typing: true }] });
    await until(() => stage.graph.marks.length === 1);
    expect(calls()).toEqual([
      '1001 Bearer token-a',
      '1002 Bearer token-b',
      '1002 Bearer token-b',
      '1003 Bearer test-token',
    ]);
  });

  it('keeps the messages of a number without a token and says why, while its neighbour goes on', async () => {
    stage.graph.tokens = { 1001: 'token-a' };
    const { client } = await stage.start({ WHATSAPP_ACCESS_TOKEN: '', WHATSAPP_ACCESS_TOKENS: '1001:token-a' });
    const [bare, fine] = [textOf('1009', 'nobody'), textOf('1001', 'first')];
    await stage.send(client, bare, fine);
    await stage.reaches(client, fine, 'accepted');
    const stored = () =>
      stage.admin.query<{ state: string; error_class: string; error_detail: string }>(
        'SELECT state, error_class, error_detail FROM outbox WHERE idempotency_key = $1',
        [bare.idempotencyKey],
      );
    await until(async () => (await stored()).rows[0]?.error_class !== null);
    expect((await stored()).rows[0]).toMatchObject({
      state: 'pending',
      error_class: 'credentials',
      error_detail: 'no access token is configured for this number',
    });
    const next = textOf('1001', 'second');
    await stage.send(client, next);
    await stage.reaches(client, next, 'accepted');
    expect(calls()).toEqual(['1001 Bearer token-a', '1001 Bearer token-a']);
  });
});
