import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readConfig } from '#libs/config';
import {
  Contact,
  Disposition,
  InboundMessage,
  NotifierService,
  type OutboundMessage,
  Reply,
  Text,
} from '#libs/contracts';
import { Database, migrate } from '#libs/database';
import { Lifecycle } from '#libs/health';
import { createTestDatabase, serveStub, type Stub, type TestDatabase } from '#libs/testing';
import { workStatements } from '#libs/work';
import { entities } from '../entities.js';
import { InboxRepository } from '../intake/inbox.repository.js';
import { migrations } from '../migrations/index.js';
import { orchestratorConfig } from '../orchestrator.config.js';
import { NotifierClient } from '../sending/notifier.client.js';
import { conversationsTable } from './conversations-table.js';
import type { TurnRow } from './turn-row.js';
import { WaitingTurns } from './waiting-turns.js';

describe('turns that wait for a place', () => {
  const sent: OutboundMessage[] = [];
  let testDatabase: TestDatabase;
  let database: Database;
  let stub: Stub;
  let notifier: NotifierClient;
  let inbox: InboxRepository;
  let waiting: WaitingTurns;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('orchestrator');
    await migrate({ url: testDatabase.url, entities, migrations });
    database = new Database(
      await new DataSource({ type: 'postgres', url: testDatabase.url, poolSize: 4 }).initialize(),
    );
    stub = await serveStub(NotifierService, {
      send: (
        { request }: { request: { messages: OutboundMessage[] } },
        done: (failure: null, answer: object) => void,
      ) => {
        sent.push(...request.messages);
        const outcome = { $case: 'stored', value: { parts: 1, duplicate: false } };
        done(null, {
          outcomes: request.messages.map(({ idempotencyKey }) => ({ idempotencyKey, outcome })),
        });
      },
    });
    const config = readConfig(orchestratorConfig, {
      DATABASE_URL: testDatabase.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      CLASSIFIER_URL: '127.0.0.1:1',
      AGENTS_URL: '127.0.0.1:1',
      NOTIFIER_URL: stub.url,
      BURST_WINDOW_MS: '0',
      TURN_WAIT_MS: '60000',
    });
    notifier = new NotifierClient(config);
    inbox = new InboxRepository(database, config);
    waiting = new WaitingTurns(database, notifier, config, new Lifecycle());
  });
  afterEach(async () => {
    await sql('TRUNCATE conversations, aliases, inbox, turns CASCADE');
    sent.length = 0;
  });
  afterAll(async () => {
    await notifier.onApplicationShutdown();
    await stub.stop();
    await database.close();
    await testDatabase.drop();
  });

  const sql = (text: string, values: unknown[] = []) => database.query({ name: randomUUID(), text }, values);
  const words = (body: string) => ({ $case: 'text' as const, value: Text.create({ body }) });
  const tap = { $case: 'reply' as const, value: Reply.create({ replyId: 'yes', title: 'Yes' }) };
  let people = 0;
  const write = async (content: InboundMessage['content'], waId = `346${(people += 1)}`): Promise<string> => {
    const contact = Contact.create({ phoneNumberId: '1', waId });
    const message = InboundMessage.create({
      id: randomUUID(),
      contact,
      content,
      disposition: Disposition.DISPOSITION_ACCEPTED,
      rawJson: '{}',
      sentAt: new Date(),
    });
    return (await inbox.accept(message)).conversationId;
  };
  const { claim } = workStatements(conversationsTable);
  const claimed = async (count: number) =>
    await database.query<TurnRow & Record<string, unknown>>(claim, [count, 'me', 6_000]);
  const order = async (count: number) => {
    const ids: string[] = [];
    for (let place = 0; place < count; place += 1) ids.push(...(await claimed(1)).map(({ id }) => id));
    return ids;
  };
  const age = (id: string) => sql("UPDATE conversations SET due_at = due_at - interval '61 s' WHERE id = $1", [id]);

  it('are begun oldest first, but commands, taps and those with a person at the other end before free text', async () => {
    const texts = [await write(words('one')), await write(words('two'))];
    const human = await write(words('three'), '34999');
    await sql("UPDATE conversations SET owned_by = 'human' WHERE id = $1", [human]);
    await write(words('four'), '34999');
    const urgent = [await write(words('/status')), await write(tap)];
    expect(await order(5)).toEqual([human, ...urgent, ...texts]);
  });

  it('are urgent only until they are begun: what is written meanwhile waits like any other', async () => {
    const waId = '34888';
    const id = await write(tap, waId);
    await claimed(1);
    await write(words('and then'), waId);
    const other = await write(words('another'));
    await sql("UPDATE conversations SET state = 'due', turn_id = NULL, due_at = now() WHERE id = $1", [id]);
    expect(await order(2)).toEqual([other, id]);
  });

  it('are told about once after a while, and answered in their turn under the id that the sentence has', async () => {
    const [old, young] = [await write(words('old')), await write(words('young'))];
    await age(old);
    await waiting.tell();
    await waiting.tell();
    expect(sent.map(({ conversationId }) => conversationId)).toEqual([old]);
    expect(sent[0]).toMatchObject({ content: { value: { body: expect.stringContaining('gente') as string } } });
    const rows = await claimed(10);
    expect(rows.map(({ id }) => id)).toEqual([old, young]);
    expect(sent[0]!.idempotencyKey).toBe(`${rows[0]!.turnId}:sorry`);
    expect(rows[0]).toMatchObject({ stage: 'started', tries: 0, messages: [{ text: { body: 'old' } }] });
  });

  it.each([
    ['a person has the conversation', "owned_by = 'human'"],
    ['the person wants nothing', 'opted_out_at = now()'],
    ['nothing may be said any more', "last_inbound_at = now() - interval '25 hours'"],
    ['the turn has begun and failed', 'turn_id = uuid_v7()'],
  ])('are not told about where %s', async (_, set) => {
    const id = await write(words('hello'));
    await age(id);
    await sql(`UPDATE conversations SET ${set} WHERE id = $1`, [id]);
    await waiting.tell();
    expect(sent).toEqual([]);
  });
});
