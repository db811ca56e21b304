import { DeliveryStatus } from '#libs/contracts';
import { toNews } from './to-news.js';
import { toStatusItem } from './to-status-item.js';

const ID = '01900000-0000-7000-8000-000000000001';
const item = (fields: Partial<DeliveryStatus>) =>
  toStatusItem(
    DeliveryStatus.create({
      phoneNumberId: '1',
      messageId: 'w',
      status: 'sent',
      occurredAt: new Date(1_000),
      rawJson: '{"a":1}',
      ...fields,
    }),
  );

describe(toStatusItem, () => {
  it('reads the message and the attempt from our own data', () => {
    expect(item({ callbackData: `${ID}.2` })).toMatchObject({ outboxId: ID, attempt: 2, raw: null, eventMs: 1_000 });
  });

  it.each(['', ID, `${ID}.`, `${ID}.x`, `${ID}.1234567`, 'not ours', `${ID}.1; drop table`])(
    'takes %j for nobody’s data and keeps the original',
    (callbackData) => {
      expect(item({ callbackData })).toMatchObject({ outboxId: null, attempt: null, raw: '{"a":1}' });
    },
  );

  it('keeps the original of failures and of kinds that it does not know', () => {
    expect(item({ callbackData: `${ID}.1`, status: 'failed', errors: [{ code: 131026, title: '' }] })).toMatchObject({
      errorCode: 131026,
      raw: '{"a":1}',
    });
    expect(item({ callbackData: `${ID}.1`, status: 'constructor' })).toMatchObject({
      status: 'constructor',
      raw: '{"a":1}',
    });
  });

  it.each([
    { messageId: '' },
    { messageId: 'a\u0000' },
    { status: '' },
    { status: 'x'.repeat(51) },
    { occurredAt: new Date(NaN) },
    { phoneNumberId: '\n' },
  ])('refuses %j', (fields) => expect(item(fields)).toBeUndefined());

  it.each([new Date(0), new Date('2100-01-01'), undefined])('takes any clock: %s', (occurredAt) =>
    expect(item({ occurredAt })).toBeDefined(),
  );
});

describe(toNews, () => {
  it('says the strongest of what a batch says about a message, and which attempts it named', () => {
    const of = (...statuses: [string, number][]) =>
      toNews(statuses.map(([status, attempt]) => item({ status, callbackData: `${ID}.${attempt}` })!))[0];
    expect(of(['read', 1], ['sent', 1], ['delivered', 1])).toMatchObject({ event: 'status_read', attempts: '2' });
    expect(of(['played', 1])).toMatchObject({ event: 'status_read' });
    expect(of(['failed', 1], ['sent', 2])).toMatchObject({ event: 'status_failed', attempts: '6' });
    expect(of(['delivered', 1], ['failed', 1])).toMatchObject({ event: 'status_delivered' });
    expect(of(['sent', 100])).toMatchObject({ attempts: `${2n ** 62n}` });
  });

  it('says nothing about kinds that it does not know and messages that are not named', () => {
    expect(toNews([item({ status: 'warning', callbackData: `${ID}.1` })!, item({})!])).toEqual([]);
  });
});
