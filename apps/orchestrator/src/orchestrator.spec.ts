import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import pg from 'pg';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import {
  AgentService,
  ClassifierService,
  Contact,
  ConversationService,
  Disposition,
  type ExecuteRequest,
  type ExecuteResponse,
  InboundMessage,
  Lane,
  NotifierService,
  type OutboundMessage,
  type ReadMark,
  type Run,
  type SendRequest,
  type SendResponse,
  Text,
  Verdict,
} from '#libs/contracts';
import { migrate } from '#libs/database';
import { AppError } from '#libs/errors';
import { GrpcClient, toDetail } from '#libs/grpc';
import { createTestDatabase, freePort, serveStub, type Stub, type TestDatabase, until } from '#libs/testing';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';
import { orchestratorConfig } from './orchestrator.config.js';
import { OrchestratorModule } from './orchestrator.module.js';

type Unary<Req, Res> = (call: ServerUnaryCall<Req, Res>, done: sendUnaryData<Res>) => void;

/** What the peers were asked, and what they answer. */
class Peers {
  sent: OutboundMessage[] = [];
  marks: ReadMark[] = [];
  runs: Run[] = [];
  answer: (run: Run) => string | AppError | Promise<string> = (run) => `You said: ${run.task}`;
  verdict: (turnId: string) => Partial<Verdict> = () => ({});
  private stubs: Stub[] = [];

  async start() {
    const notifier = await serveStub(NotifierService, {
      send: ((call, done) => {
        const known = new Set(this.sent.map(({ idempotencyKey }) => idempotencyKey));
        this.sent.push(...call.request.messages.filter(({ idempotencyKey }) => !known.has(idempotencyKey)));
        const outcomes = call.request.messages.map(({ idempotencyKey }) => ({
          idempotencyKey,
          outcome: { $case: 'stored' as const, value: { parts: 1, duplicate: known.has(idempotencyKey) } },
        }));
        done(null, { outcomes });
      }) satisfies Unary<SendRequest, SendResponse>,
      markRead: ((call, done) => {
        this.marks.push(...call.request.marks);
        done(null, {});
      }) satisfies Unary<{ marks: ReadMark[] }, object>,
      recordStatuses: (() => undefined) satisfies Unary<object, object>,
      get: (() => undefined) satisfies Unary<object, object>,
    });
    const classifier = await serveStub(ClassifierService, {
      classify: ((call, done) => {
        const outcomes = call.request.turns.map(({ turnId }) => ({
          turnId,
          outcome: {
            $case: 'verdict',
            value: Verdict.create({
              lane: Lane.LANE_AGENT,
              language: 'en',
              candidates: [{ agent: 'concierge', score: 1 }],
              ...this.verdict(turnId),
            }),
          },
        }));
        done(null, { outcomes });
      }) satisfies Unary<{ turns: { turnId: string }[] }, object>,
    });
    const agents = await serveStub(AgentService, {
      listAgents: (() => undefined) satisfies Unary<object, object>,
      execute: (call: ServerWritableStream<ExecuteRequest, ExecuteResponse>) => {
        this.runs.push(...call.request.runs);
        void Promise.all(
          call.request.runs.map(async (run) => {
            const answer = await this.answer(run);
            const events: ExecuteResponse['events'] =
              answer instanceof AppError
                ? [{ runId: run.runId, event: { $case: 'failed', value: toDetail(answer) } }]
                : [
                    { runId: run.runId, event: { $case: 'text', value: { text: answer } } },
                    { runId: run.runId, event: { $case: 'done', value: { stopReason: 'end_turn' } } },
                  ];
            call.write({ events });
          }),
        ).then(() => call.end());
      },
    });
    this.stubs = [notifier, classifier, agents];
    return { NOTIFIER_URL: notifier.url, CLASSIFIER_URL: classifier.url, AGENTS_URL: agents.url };
  }

  /** Bodies sent to a conversation, in order. */
  bodies(conversationId: string): string[] {
    return this.sent
      .filter((message) => message.conversationId === conversationId)
      .map(({ content }) => (content?.$case === 'text' ? content.value.body : ''));
  }

  stop = () => Promise.all(this.stubs.map((stub) => stub.stop()));
}

describe('the orchestrator', () => {
  const peers = new Peers();
  let database: TestDatabase;
  let admin: pg.Client;
  let service: RunningService;
  let client: GrpcClient<typeof ConversationService>;
  let count = 0;

  const start = async (env: Record<string, string> = {}) => {
    const [ops, grpc] = [await freePort(), await freePort()];
    const config = readConfig(orchestratorConfig, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      LOG_FORMAT: 'json',
      BIND_ADDRESS: '127.0.0.1',
      OPS_PORT: `${ops}`,
      GRPC_PORT: `${grpc}`,
      DATABASE_URL: database.url,
      DATABASE_ALLOW_UNSAFE: 'true',
      REDIS_URL: process.env['TEST_REDIS_URL'],
      BURST_WINDOW_MS: '150',
      PATIENCE_MS: '0',
      TURN_ATTEMPTS: '2',
      LEASE_TTL_MS: '900',
      LEASE_TICK_MS: '200',
      ...urls,
      ...env,
    });
    return { running: await startService(OrchestratorModule, config), target: `127.0.0.1:${grpc}` };
  };
  let urls: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase('orchestrator');
    await migrate({ url: database.url, entities, migrations });
    admin = new pg.Client(database.url);
    await admin.connect();
    urls = await peers.start();
    const { running, target } = await start();
    service = running;
    client = new GrpcClient(ConversationService, target, {
      acceptMessages: 'gateway.orchestrator.acceptMessages',
      listSetAside: 'operator.orchestrator.setAside',
      replayTurns: 'operator.orchestrator.setAside',
    });
  });
  afterAll(async () => {
    await client?.close();
    await service?.close();
    await peers.stop();
    await admin?.end();
    await database?.drop();
  });
  beforeEach(() => {
    peers.answer = (run) => `You said: ${run.task}`;
    peers.verdict = () => ({});
  });

  const message = (body: string, contact: Partial<Contact>, fields: Partial<InboundMessage> = {}): InboundMessage =>
    InboundMessage.create({
      id: `wamid.${(count += 1)}`,
      contact: Contact.create({ phoneNumberId: '1', ...contact }),
      sentAt: new Date(),
      disposition: Disposition.DISPOSITION_ACCEPTED,
      rawJson: JSON.stringify({ body }),
      content: { $case: 'text', value: Text.create({ body }) },
      ...fields,
    });
  const accept = async (...messages: InboundMessage[]) => {
    const { outcomes } = await client.call('acceptMessages', { messages });
    return outcomes.map(({ outcome }) => {
      if (outcome?.$case !== 'accepted') throw new AppError('INTERNAL', { message: JSON.stringify(outcome) });
      return outcome.value;
    });
  };
  const person = () => ({ waId: `54911${String((count += 1)).padStart(8, '0')}` });

  it('answers a message once, marks it read and remembers the turn', async () => {
    const hello = message('hello', person());
    const [accepted] = await accept(hello);
    await until(() => peers.bodies(accepted!.conversationId).length > 0);
    expect(peers.bodies(accepted!.conversationId)).toEqual(['You said: hello']);
    expect(peers.marks).toContainEqual(expect.objectContaining({ messageId: hello.id, typing: true }));
    await until(
      async () =>
        (
          await admin.query("SELECT 1 FROM turns WHERE conversation_id = $1 AND stage = 'done'", [
            accepted!.conversationId,
          ])
        ).rowCount === 1,
    );
  });

  it('makes one turn of what comes within the burst window, and skips the window for a command', async () => {
    const contact = person();
    const [first] = await accept(message('one', contact));
    await accept(message('two', contact));
    await accept(message('three', contact));
    await until(() => peers.bodies(first!.conversationId).length > 0);
    expect(peers.bodies(first!.conversationId)).toEqual(['You said: one\ntwo\nthree']);
  });

  it('gives each message of a batch to the person who wrote it, whatever the order of their ids', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    const messages = texts.map((text, index) => message(text, person(), { id: `wamid.batch${100 - index}` }));
    const accepted = await accept(...messages);
    await until(() => accepted.every(({ conversationId }) => peers.bodies(conversationId).length === 1));
    expect(accepted.map(({ conversationId }) => peers.bodies(conversationId))).toEqual(
      texts.map((text) => [`You said: ${text}`]),
    );
  });

  it('answers a message that Meta delivers twenty times at once a single time', async () => {
    const hello = message('again', person());
    const outcomes = (await Promise.all(Array.from({ length: 20 }, () => accept(hello)))).flat();
    expect(outcomes.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(new Set(outcomes.map(({ conversationId }) => conversationId)).size).toBe(1);
    await until(() => peers.bodies(outcomes[0]!.conversationId).length > 0);
    await accept(hello);
    expect(peers.bodies(outcomes[0]!.conversationId)).toEqual(['You said: again']);
  });

  it('loses the promise when the unique key is dropped: the control for the one above', async () => {
    const other = await createTestDatabase('orchestrator');
    await migrate({ url: other.url, entities, migrations });
    const broken = new pg.Client(other.url);
    await broken.connect();
    await broken.query('ALTER TABLE inbox DROP CONSTRAINT inbox_pkey CASCADE');
    const item = {
      phone_number_id: '1',
      message_id: 'wamid.twice',
      wa_id: '549110000000',
      kind: 'text',
      disposition: 'x',
      makes_turn: true,
      content: {},
      raw: '',
    };
    const run = () => broken.query('SELECT is_new FROM accept_messages($1, 0)', [JSON.stringify([item])]);
    expect([(await run()).rows, (await run()).rows]).toEqual([[{ is_new: true }], [{ is_new: true }]]);
    await broken.end();
    await other.drop();
  });

  it('keeps the order of a conversation while others go on in parallel', async () => {
    const [slow, quick] = [person(), person()];
    let release: (answer: string) => void = () => undefined;
    peers.answer = (run) =>
      run.task === 'first' ? new Promise((resolve) => (release = resolve)) : `You said: ${run.task}`;
    const [first] = await accept(message('first', slow));
    await until(() => peers.runs.some(({ task }) => task === 'first'));
    await accept(message('second', slow));
    const [other] = await accept(message('other', quick));
    await until(() => peers.bodies(other!.conversationId).length > 0);
    expect(peers.bodies(first!.conversationId)).toEqual([]);
    release('done first');
    await until(() => peers.bodies(first!.conversationId).length === 2);
    expect(peers.bodies(first!.conversationId)).toEqual(['done first', 'You said: second']);
  });

  it('shows an agent what was said before', async () => {
    const contact = person();
    const [first] = await accept(message('my name is Ana', contact));
    await until(() => peers.bodies(first!.conversationId).length === 1);
    await accept(message('what is my name?', contact));
    await until(() => peers.bodies(first!.conversationId).length === 2);
    expect(peers.runs.at(-1)!.history).toEqual([{ task: 'my name is Ana', answer: 'You said: my name is Ana' }]);
  });

  it('knows a person by any alias and merges what turns out to be one person', async () => {
    const { waId } = person();
    const bsuid = `US.${waId}`;
    const [byNumber] = await accept(message('by number', { waId }));
    const [byId] = await accept(message('by id', { bsuid }));
    await until(
      () => peers.bodies(byNumber!.conversationId).length === 1 && peers.bodies(byId!.conversationId).length === 1,
    );
    await until(
      async () =>
        (
          await admin.query("SELECT 1 FROM conversations WHERE id = ANY($1) AND state = 'idle'", [
            [byNumber!.conversationId, byId!.conversationId],
          ])
        ).rowCount === 2,
    );
    expect(byNumber!.conversationId).not.toBe(byId!.conversationId);
    const [linked] = await accept(message('both', { waId, bsuid }));
    const [later] = await accept(message('later', { bsuid }));
    expect(linked!.conversationId).toBe(byNumber!.conversationId);
    expect(later!.conversationId).toBe(byNumber!.conversationId);
    await until(() => peers.bodies(byNumber!.conversationId).length === 2);
    expect(peers.bodies(byNumber!.conversationId).at(-1)).toBe('You said: both\nlater');
  });

  it('refuses one bad item and keeps its neighbours', async () => {
    const { outcomes } = await client.call('acceptMessages', {
      messages: [message('fine', person()), message('nobody', {})],
    });
    expect(outcomes.map(({ outcome }) => outcome?.$case)).toEqual(['accepted', 'error']);
    expect(outcomes[1]!.outcome).toMatchObject({
      value: { reason: 'INVALID_MESSAGE', metadata: { field: 'contact' } },
    });
  });

  it('records limited messages and tells the person once', async () => {
    const contact = person();
    const [limited] = await accept(
      message('too fast', contact, { disposition: Disposition.DISPOSITION_LIMITED, notice: true }),
      message('still too fast', contact, { disposition: Disposition.DISPOSITION_LIMITED }),
    );
    await until(() => peers.bodies(limited!.conversationId).length > 0);
    expect(peers.bodies(limited!.conversationId)).toEqual([expect.stringContaining('too fast for me')]);
    const { rows } = await admin.query<{ disposition: string }>(
      'SELECT disposition FROM inbox WHERE conversation_id = $1',
      [limited!.conversationId],
    );
    expect(rows.map(({ disposition }) => disposition)).toEqual(['DISPOSITION_LIMITED', 'DISPOSITION_LIMITED']);
  });

  it('records reactions and deletions without an answer', async () => {
    const contact = person();
    const [accepted] = await accept(
      message('', contact, { content: { $case: 'reaction', value: { messageId: 'wamid.x', emoji: '👍' } } }),
      message('', contact, { content: { $case: 'revoke', value: { originalId: 'wamid.x' } } }),
    );
    const { rows } = await admin.query<{ state: string }>('SELECT state FROM conversations WHERE id = $1', [
      accepted!.conversationId,
    ]);
    expect(rows).toEqual([{ state: 'idle' }]);
  });

  it('tells the person once, sets the turn aside when every attempt failed, goes on, and replays on request', async () => {
    const contact = person();
    peers.answer = () => new AppError('MODEL_UNAVAILABLE');
    const [accepted] = await accept(message('poison', contact));
    const id = accepted!.conversationId;
    const setAside = async () =>
      (await client.call('listSetAside', { limit: 0 })).turns.find(({ conversationId }) => conversationId === id);
    await until(async () => (await setAside()) !== undefined);
    expect(peers.bodies(id)).toEqual([expect.stringContaining('I am sorry')]);
    expect(await setAside()).toMatchObject({ reason: 'MODEL_UNAVAILABLE', attempts: 2 });

    peers.answer = (run) => `You said: ${run.task}`;
    await accept(message('next', contact));
    await until(() => peers.bodies(id).length === 2);
    const { turnId } = (await setAside())!;
    await until(
      async () => (await client.call('replayTurns', { turnIds: [turnId, 'nonsense'] })).replayedTurnIds.length === 1,
    );
    await until(() => peers.bodies(id).length === 3);
    expect(peers.bodies(id).slice(1)).toEqual(['You said: next', 'You said: poison']);
  });

  it('tells the person once that the model is away, uses up no attempt for that, and answers when it is back', async () => {
    const contact = person();
    const open = new AppError('CIRCUIT_OPEN', { metadata: { edge: 'agents.model.messages', retryAfterMs: '20' } });
    let asked = 0;
    peers.answer = (run) => ((asked += 1) <= 4 ? open : `You said: ${run.task}`);
    const [accepted] = await accept(message('hello', contact));
    const bodies = () => peers.bodies(accepted!.conversationId);
    await until(() => bodies().length === 2);
    expect(bodies()).toEqual([expect.stringContaining('not available right now'), 'You said: hello']);
  });

  it('does not repeat what configuration must mend', async () => {
    peers.answer = () => new AppError('MODEL_MISCONFIGURED');
    const before = peers.runs.length;
    const [accepted] = await accept(message('misconfigured', person()));
    await until(() => peers.bodies(accepted!.conversationId).length === 1);
    expect(peers.runs.length - before).toBe(1);
  });

  it('hands an answer over that another replica stored before it died', async () => {
    const [accepted] = await accept(message('/stored', person()));
    await until(() => peers.bodies(accepted!.conversationId).length === 1);
    const id = accepted!.conversationId;
    const isOver = "SELECT id FROM conversations WHERE id = $1 AND state = 'idle'";
    await until(async () => (await admin.query(isOver, [id])).rows.length === 1); // its end comes after the answer
    const turn = (await admin.query<{ id: string }>('SELECT id FROM turns WHERE conversation_id = $1', [id])).rows[0]!;
    const runs = peers.runs.length;
    peers.sent = peers.sent.filter(({ conversationId }) => conversationId !== id);
    await admin.query("UPDATE turns SET stage = 'answered' WHERE id = $1", [turn.id]);
    await admin.query(
      "UPDATE conversations SET state = 'claimed', owner = 'dead', lease_until = now(), turn_id = $2 WHERE id = $1",
      [id, turn.id],
    );
    await until(() => peers.bodies(id).length === 1);
    expect(peers.bodies(id)).toEqual(['You said: /stored']);
    expect(peers.runs.length).toBe(runs);
  });

  it('drops the result of a claim that was taken over, and counts it', async () => {
    let release: (answer: string) => void = () => undefined;
    peers.answer = (run) =>
      run.task === 'frozen' && run.runId.endsWith('.1')
        ? new Promise((resolve) => (release = resolve))
        : `second ${run.task}`;
    const [accepted] = await accept(message('frozen', person()));
    const id = accepted!.conversationId;
    await until(() => peers.runs.some(({ task }) => task === 'frozen'));
    await admin.query("UPDATE conversations SET owner = 'someone else', lease_until = now() WHERE id = $1", [id]);
    await until(() => peers.bodies(id).length === 1);
    release('late');
    await until(async () => (await metrics()).includes('work_fenced_writes_total{table="conversations"'));
    expect(peers.bodies(id)).toEqual(['second frozen']);
  });

  const metrics = async () => (await service.app.inject({ method: 'GET', url: '/metrics' })).body;

  it('is ready, alive and started, and shows its metrics', async () => {
    for (const probe of ['live', 'ready', 'startup']) {
      expect((await service.app.inject({ method: 'GET', url: `/health/${probe}` })).statusCode).toBe(200);
    }
    expect(await metrics()).toMatch(/messages_processed_total\{.*type="text".*status="answered"/);
  });
});
