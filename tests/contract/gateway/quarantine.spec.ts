import { DataSource } from 'typeorm';
import { migrate } from '#libs/database';
import { messagesChange, textMessage, webhookOf } from '#libs/testing';
import { entities } from '../../../apps/gateway/src/entities.js';
import { migrations } from '../../../apps/gateway/src/migrations/index.js';
import { GatewayUnderTest, openGatewayDatabase } from './gateway-under-test.js';
import { StubPeers } from './stub-peers.js';

const OURS = '100000000000001';
const all = { limit: 0, includeReplayed: false, afterId: '', reason: '' };

const peers = new StubPeers();
let database: Awaited<ReturnType<typeof openGatewayDatabase>>;
let environment: Record<string, string>;
let gateway: GatewayUnderTest;
let count = 0;

const messageOf = (members: Record<string, unknown> = {}) => textMessage(`q${(count += 1)}`, members);
const deliverMessages = (messages: unknown[], phoneNumberId = OURS) =>
  gateway.deliver(webhookOf([messagesChange({ messages }, phoneNumberId)]));
const list = async (request = {}) => (await gateway.quarantine.call('listQuarantined', { ...all, ...request })).items;
const replay = async (...ids: string[]) => (await gateway.quarantine.call('replay', { ids })).outcomes;

beforeAll(async () => {
  database = await openGatewayDatabase();
  environment = { ...(await peers.start()), DATABASE_URL: database.url, RATE_LIMIT_PER_MINUTE: '1' };
  gateway = await GatewayUnderTest.start({ ...environment, WHATSAPP_PHONE_NUMBER_ID: `${OURS}, 100000000000002` });
});
afterAll(async () => {
  await gateway.stop();
  await peers.stop();
  await database.close();
});
beforeEach(async () => {
  peers.reset();
  await database.query('DELETE FROM quarantine');
});

describe('the schema', () => {
  it('is what the entities say, and is made once', async () => {
    const source = await new DataSource({ type: 'postgres', url: database.url, entities }).initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    expect(await migrate({ url: database.url, entities, migrations })).toEqual([]);
  });
});

describe('the quarantine', () => {
  it('lists the newest first, page by page, by reason, without what was replayed', async () => {
    await database.query(`INSERT INTO quarantine (id, kind, reason, detail, phone_number_id, raw, received_at, replayed_at)
      SELECT 'item-' || n, 'message', CASE WHEN n % 2 = 0 THEN 'EVEN' ELSE 'ODD' END, '', '', '', now() - n * interval '1 s',
             CASE WHEN n = 5 THEN now() END FROM generate_series(1, 6) AS n`);
    const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);
    expect(idsOf(await list())).toEqual(['item-1', 'item-2', 'item-3', 'item-4', 'item-6']);
    expect(idsOf(await list({ limit: 2, afterId: 'item-2' }))).toEqual(['item-3', 'item-4']);
    expect(idsOf(await list({ reason: 'EVEN' }))).toEqual(['item-2', 'item-4', 'item-6']);
    const [replayed] = await list({ includeReplayed: true, reason: 'ODD', afterId: 'item-4' });
    expect([replayed?.id, replayed!.replayedAt! > replayed!.receivedAt!]).toEqual(['item-5', true]);
    expect((await gateway.quarantine.call('listQuarantined', { ...all, limit: 1 })).waiting).toBe('5');
  });

  it.each([{ limit: -1 }, { limit: 501 }])('refuses to list with %j', async (request) => {
    await expect(list(request)).rejects.toMatchObject({ reason: 'INVALID_REQUEST', metadata: { field: 'limit' } });
  });

  it('keeps a webhook of a number that is not ours until it is', async () => {
    const message = messageOf();
    expect(await deliverMessages([message], '300')).toMatchObject({ status: 200 });
    const [item] = await list();
    expect(item).toMatchObject({ kind: 'change', reason: 'UNKNOWN_NUMBER', phoneNumberId: '300', attempts: 0 });
    expect(await replay(item!.id)).toEqual([{ id: item!.id, accepted: false, reason: 'UNKNOWN_NUMBER' }]);
    expect(await list()).toMatchObject([{ id: item!.id, attempts: 1 }]);

    const later = await GatewayUnderTest.start({ ...environment, WHATSAPP_PHONE_NUMBER_ID: '300' });
    try {
      const { outcomes } = await later.quarantine.call('replay', { ids: [item!.id] });
      expect(outcomes).toEqual([{ id: item!.id, accepted: true, reason: '' }]);
    } finally {
      await later.stop();
    }
    expect([...peers.messages.values()]).toMatchObject([{ id: message.id, contact: { phoneNumberId: '300' } }]);
    expect(await list()).toEqual([]);
    expect(await list({ includeReplayed: true })).toMatchObject([{ id: item!.id, attempts: 2 }]);
  });

  it('takes no item twice', async () => {
    const message = messageOf();
    peers.refuses.set(message.id, 'INVALID_MESSAGE');
    await deliverMessages([message]);
    const [item] = await list();
    peers.refuses.clear();
    expect(await replay(item!.id, item!.id)).toMatchObject([{ accepted: true }, { accepted: true }]);
    const { acceptMessages } = peers.calls;
    expect(await replay(item!.id)).toMatchObject([{ accepted: true }]);
    expect(peers.calls.acceptMessages).toBe(acceptMessages);
    expect(peers.messages.size).toBe(1);
  });

  it('judges the age of an item by the time at which it first came', async () => {
    const sent = Math.floor(Date.now() / 1_000) - 7 * 86_400;
    const [late, stale] = [messageOf({ timestamp: `${sent}` }), messageOf({ timestamp: `${sent - 30 * 86_400}` })];
    peers.refuses.set(late.id, 'INVALID_MESSAGE');
    await deliverMessages([late, stale]);
    await database.query(`UPDATE quarantine SET received_at = received_at - interval '1 minute'`);
    peers.refuses.clear();
    const outcomes = await replay(...(await list()).map(({ id }) => id));
    expect(outcomes.map(({ reason }) => reason).sort()).toEqual(['', 'STALE_EVENT']);
    expect([...peers.messages.keys()]).toEqual([`${OURS} ${late.id}`]);
  });

  it('replays beyond the limit of the person: an operator asked for it', async () => {
    const messages = [messageOf({ from: '5511990000042' }), messageOf({ from: '5511990000042' })];
    for (const { id } of messages) peers.refuses.set(id, 'INVALID_MESSAGE');
    await deliverMessages(messages);
    peers.refuses.clear();
    await replay(...(await list()).map(({ id }) => id));
    expect([...peers.messages.values()]).toMatchObject([{ disposition: 1 }, { disposition: 1 }]); // accepted
  });

  it('splits what is only partly good', async () => {
    await deliverMessages([messageOf(), { id: 'bad' }], '300');
    const [change] = await list();
    const later = await GatewayUnderTest.start(environment);
    try {
      await later.quarantine.call('replay', { ids: [change!.id] });
    } finally {
      await later.stop();
    }
    expect(peers.messages.size).toBe(1);
    expect(await list()).toMatchObject([{ kind: 'message', reason: 'MALFORMED', detail: 'timestamp' }]);
  });

  it('tells why an item could not be replayed now, and keeps it', async () => {
    await deliverMessages([{ id: 'bad' }]);
    const message = messageOf();
    peers.refuses.set(message.id, 'INVALID_MESSAGE');
    await deliverMessages([message]);
    peers.orchestrator = 'OVERLOADED';
    const ids = (await list()).map(({ id }) => id);
    const outcomes = await replay(...ids, 'unheard-of');
    expect(outcomes.map(({ reason }) => reason).sort()).toEqual(['MALFORMED', 'NOT_FOUND', 'OVERLOADED']);
    expect(outcomes.map(({ id }) => id)).toEqual([...ids, 'unheard-of']);
    expect(await list()).toHaveLength(2);
  });

  it.each([[[]], [Array<string>(501).fill('x')]])('refuses to replay nothing, or too much at once', async (ids) => {
    await expect(replay(...ids)).rejects.toMatchObject({ reason: 'INVALID_REQUEST', metadata: { field: 'ids' } });
  });
});
