import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { readConfig } from '#libs/config';
import { type FindSentRequest, type FindSentResponse, NotifierService } from '#libs/contracts';
import { Database, migrate } from '#libs/database';
import { createTestDatabase, serveStub, type Stub, type TestDatabase, until } from '#libs/testing';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { orchestratorConfig } from '../orchestrator.config.js';
import { FeedbackWorker } from './feedback.worker.js';
import { Quotes } from './quotes.service.js';

describe(FeedbackWorker.name, () => {
  const sent: FindSentResponse['messages'] = [];
  let testDatabase: TestDatabase;
  let database: Database;
  let admin: pg.Client;
  let notifier: Stub;
  let worker: FeedbackWorker;
  let quotes: Quotes;
  let count = 0;

  beforeAll(async () => {
    testDatabase = await createTestDatabase('orchestrator');
    await migrate({ url: testDatabase.url, entities, migrations });
    database = new Database(await new DataSource({ type: 'postgres', url: testDatabase.url }).initialize());
    admin = new pg.Client(testDatabase.url);
    await admin.connect();
    notifier = await serveStub(NotifierService, {
      findSent: (call: ServerUnaryCall<FindSentRequest, FindSentResponse>, done: sendUnaryData<FindSentResponse>) =>
        done(null, { messages: sent.filter(({ messageId }) => call.request.messageIds.includes(messageId)) }),
    });
    const config = readConfig(orchestratorConfig, {
      DATABASE_URL: testDatabase.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      CLASSIFIER_URL: '127.0.0.1:1',
      AGENTS_URL: '127.0.0.1:1',
      NOTIFIER_URL: notifier.url,
    });
    quotes = new Quotes(database, config);
    worker = new FeedbackWorker(database, quotes);
    worker.onApplicationBootstrap();
  });
  afterAll(async () => {
    await worker?.onApplicationShutdown();
    await quotes?.onApplicationShutdown();
    await notifier?.stop();
    await admin?.end();
    await database?.close();
    await testDatabase?.drop();
  });

  const newId = () => `wamid.${(count += 1)}`;
  const newPerson = () => `346${String((count += 1)).padStart(8, '0')}`;

  const accept = async (waId: string, kind: string, content: object, sentAt = new Date()): Promise<string> => {
    const messageId = newId();
    const item = {
      phone_number_id: '1001',
      message_id: messageId,
      wa_id: waId,
      kind,
      disposition: 'DISPOSITION_ACCEPTED',
      makes_turn: kind === 'text',
      is_urgent: false,
      is_said: kind === 'text',
      content: { id: messageId, ...content },
      raw: '{}',
      sent_at: sentAt,
    };
    const { rows } = await admin.query<{ conversation: string }>('SELECT conversation FROM accept_messages($1, 0)', [
      JSON.stringify([item]),
    ]);
    return rows[0]!.conversation;
  };
  const react = (waId: string, messageId: string, emoji: string, sentAt?: Date) =>
    accept(waId, 'reaction', { reaction: { messageId, emoji } }, sentAt);

  /** A person whom an agent has answered, and the id of that answer. */
  const answeredPerson = async () => {
    const person = newPerson();
    const conversation = await accept(person, 'text', { text: { body: 'when?' } });
    const { rows } = await admin.query<{ id: string }>(
      `INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, stage, task, reply, agent)
       VALUES (uuid_v7(), $1, 0, 1, 1, 'done', 'when?', 'We open at 9.', 'information') RETURNING id`,
      [conversation],
    );
    const answer = newId();
    sent.push({ messageId: answer, idempotencyKey: `${rows[0]!.id}:0`, conversationId: conversation });
    return { person, turn: rows[0]!.id, answer };
  };
  const feedbackOn = async (messageId: string) => {
    const { rows } = await admin.query<{ value: string; turn_id: string | null; agent: string | null }>(
      'SELECT value, turn_id, agent FROM feedback WHERE message_id = $1',
      [messageId],
    );
    return rows[0];
  };

  it('makes feedback of a thumb on an answer, and takes a change of mind', async () => {
    const { person, turn, answer } = await answeredPerson();
    await react(person, answer, '👍🏽');
    await until(async () => (await feedbackOn(answer))?.turn_id === turn);
    expect(await feedbackOn(answer)).toEqual({ value: 'up', turn_id: turn, agent: 'information' });
    await react(person, answer, '👎');
    expect(await feedbackOn(answer)).toMatchObject({ value: 'down', turn_id: turn });
    await react(person, answer, '');
    expect(await feedbackOn(answer)).toMatchObject({ value: 'none' });
  });

  it('counts as the newest reaction says, in whatever order they come', async () => {
    const { person, answer } = await answeredPerson();
    await react(person, answer, '', new Date(1_790_000_009_000));
    await react(person, answer, '👍', new Date(1_790_000_008_000));
    expect(await feedbackOn(answer)).toMatchObject({ value: 'none' });
  });

  it('forgets a thumb on a message that nobody knows, or on an answer to somebody else', async () => {
    const { answer: foreign } = await answeredPerson();
    const [unknown, stranger, old] = [newId(), newPerson(), new Date(Date.now() - 3_600_000)];
    await react(stranger, unknown, '👍', old);
    await react(stranger, foreign, '👍', old);
    await until(async () => !(await feedbackOn(unknown)) && !(await feedbackOn(foreign)));
  });
});
