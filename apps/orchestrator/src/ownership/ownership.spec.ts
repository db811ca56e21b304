import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import pg from 'pg';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import {
  AgentService,
  Author,
  ClassifierService,
  Contact,
  type Conversation,
  ConversationFilter,
  ConversationService,
  Disposition,
  type ExecuteRequest,
  type ExecuteResponse,
  InboundMessage,
  Lane,
  NotifierService,
  type OutboundMessage,
  Owner,
  type Run,
  type SendRequest,
  type SendResponse,
  Verdict,
} from '#libs/contracts';
import { migrate } from '#libs/database';
import { AppError } from '#libs/errors';
import { GrpcClient, toDetail } from '#libs/grpc';
import { createTestDatabase, freePort, serveStub, type Stub, type TestDatabase, until } from '#libs/testing';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { orchestratorConfig } from '../orchestrator.config.js';
import { OrchestratorModule } from '../orchestrator.module.js';

type Unary<Req, Res> = (call: ServerUnaryCall<Req, Res>, done: sendUnaryData<Res>) => void;

/** Peers that remember what they were asked. The notifier refuses keys of stopped turns as the real one does. */
class Peers {
  sent: OutboundMessage[] = [];
  runs: Run[] = [];
  cancelled: { conversationId: string; turnId: string }[] = [];
  consents: { conversationId: string; optedOut: boolean }[] = [];
  erasedContacts: string[] = [];
  erasedConversations: string[] = [];
  isAgentsEraseDown = false;
  answer: (run: Run) => string | AppError | Promise<string> = (run) => `You said: ${run.task}`;
  private stubs: Stub[] = [];

  async start() {
    const notifier = await serveStub(NotifierService, {
      send: ((call, done) => {
        const isKnown = (key: string) =>
          this.sent.some(({ idempotencyKey }) => idempotencyKey === key) ||
          this.cancelled.some(({ turnId }) => turnId !== '' && key.startsWith(`${turnId}:`));
        const outcomes = call.request.messages.map((message) => {
          const duplicate = isKnown(message.idempotencyKey);
          if (!duplicate) this.sent.push(message);
          return {
            idempotencyKey: message.idempotencyKey,
            outcome: { $case: 'stored' as const, value: { parts: 1, duplicate } },
          };
        });
        done(null, { outcomes });
      }) satisfies Unary<SendRequest, SendResponse>,
      markRead: ((_call, done) => done(null, {})) satisfies Unary<object, object>,
      findSent: ((_call, done) => done(null, { messages: [] })) satisfies Unary<object, object>,
      cancel: ((call, done) => {
        this.cancelled.push(call.request);
        done(null, { idempotencyKeys: [] });
      }) satisfies Unary<{ conversationId: string; turnId: string }, object>,
      recordConsent: ((call, done) => {
        this.consents.push(call.request);
        done(null, {});
      }) satisfies Unary<{ conversationId: string; optedOut: boolean }, object>,
      eraseConversation: ((call, done) => {
        this.erasedConversations.push(call.request.conversationId);
        done(null, { erased: 1 });
      }) satisfies Unary<{ conversationId: string }, object>,
    });
    const classifier = await serveStub(ClassifierService, {
      classify: ((call, done) => {
        const outcomes = call.request.turns.map(({ turnId, text }) => ({
          turnId,
          outcome: { $case: 'verdict', value: verdictOn(text) },
        }));
        done(null, { outcomes });
      }) satisfies Unary<{ turns: { turnId: string; text: string }[] }, object>,
    });
    const agents = await serveStub(AgentService, {
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
      eraseContact: ((call, done) => {
        if (this.isAgentsEraseDown) return done({ code: 13, details: 'broken' });
        this.erasedContacts.push(call.request.contactId);
        done(null, { erased: 2 });
      }) satisfies Unary<{ contactId: string }, object>,
    });
    this.stubs = [notifier, classifier, agents];
    return { NOTIFIER_URL: notifier.url, CLASSIFIER_URL: classifier.url, AGENTS_URL: agents.url };
  }

  bodies(conversationId: string): string[] {
    return this.sent
      .filter((message) => message.conversationId === conversationId)
      .map(({ content }) => (content?.$case === 'text' || content?.$case === 'buttons' ? content.value.body : ''));
  }

  stop = () => Promise.all(this.stubs.map((stub) => stub.stop()));
}

const verdictOn = (text: string): Verdict =>
  Verdict.create({
    lane: text === '/human' ? Lane.LANE_FIXED : Lane.LANE_AGENT,
    command: text === '/human' ? 'human' : '',
    language: 'en',
    candidates: [{ agent: 'concierge', score: 1 }],
  });

describe('who has a conversation', () => {
  const peers = new Peers();
  let database: TestDatabase;
  let admin: pg.Client;
  let service: RunningService;
  let client: GrpcClient<typeof ConversationService>;
  let count = 0;

  beforeAll(async () => {
    database = await createTestDatabase('orchestrator');
    await migrate({ url: database.url, entities, migrations });
    admin = new pg.Client(database.url);
    await admin.connect();
    const urls = await peers.start();
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
      BURST_WINDOW_MS: '50',
      PATIENCE_MS: '600000',
      TURN_ATTEMPTS: '1',
      LEASE_TTL_MS: '900',
      LEASE_TICK_MS: '200',
      HANDOFF_ESCALATION_MS: '700',
      HANDOFF_AFTER_FAILURES: '2',
      ...urls,
    });
    service = await startService(OrchestratorModule, config);
    client = new GrpcClient(ConversationService, `127.0.0.1:${grpc}`, {
      acceptMessages: 'gateway.orchestrator.acceptMessages',
      listConversations: 'gateway.orchestrator.readConversations',
      getConversation: 'gateway.orchestrator.readConversations',
      watchConversations: 'gateway.orchestrator.watchConversations',
      takeOver: 'gateway.orchestrator.changeConversation',
      handBack: 'gateway.orchestrator.changeConversation',
      sendAsHuman: 'gateway.orchestrator.changeConversation',
      markSeen: 'gateway.orchestrator.changeConversation',
      erase: 'gateway.orchestrator.erase',
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
    peers.isAgentsEraseDown = false;
  });

  const person = (): Partial<Contact> => ({
    waId: `54911${String((count += 1)).padStart(8, '0')}`,
    name: `Ana ${count}`,
  });
  const message = (
    contact: Partial<Contact>,
    content: InboundMessage['content'] | string,
    fields: Partial<InboundMessage> = {},
  ): InboundMessage =>
    InboundMessage.create({
      id: `wamid.${(count += 1)}`,
      contact: Contact.create({ phoneNumberId: '1', ...contact }),
      sentAt: new Date(),
      disposition: Disposition.DISPOSITION_ACCEPTED,
      rawJson: '{}',
      content: typeof content === 'string' ? { $case: 'text', value: { body: content, truncated: false } } : content,
      ...fields,
    });
  const accept = async (...messages: InboundMessage[]): Promise<string> => {
    const { outcomes } = await client.call('acceptMessages', { messages });
    const outcome = outcomes.at(-1)!.outcome;
    if (outcome?.$case !== 'accepted') throw new AppError('INTERNAL', { message: JSON.stringify(outcome) });
    return outcome.value.conversationId;
  };
  const get = async (conversationId: string) =>
    client.call('getConversation', { conversationId, pageSize: 0, pageToken: '' });
  const list = async (fields: { query?: string; filter?: ConversationFilter; pageSize?: number; pageToken?: string }) =>
    client.call('listConversations', {
      phoneNumberId: '',
      query: '',
      filter: ConversationFilter.CONVERSATION_FILTER_UNSPECIFIED,
      pageSize: 0,
      pageToken: '',
      ...fields,
    });
  const takeOver = (conversationId: string, operator = 'Eva', idempotencyKey = `k${(count += 1)}`) =>
    client.call('takeOver', { conversationId, operator, idempotencyKey });
  const handBack = (conversationId: string, note = '') =>
    client.call('handBack', { conversationId, operator: 'Eva', note, idempotencyKey: `k${(count += 1)}` });
  const say = (conversationId: string, text: string, operator = 'Eva', idempotencyKey = `k${(count += 1)}`) =>
    client.call('sendAsHuman', { conversationId, operator, text, idempotencyKey });
  const stages = async (id: string) =>
    (
      await admin.query<{ stage: string }>('SELECT stage FROM turns WHERE conversation_id = $1 ORDER BY created_at', [
        id,
      ])
    ).rows.map(({ stage }) => stage);
  const met = async (contact: Partial<Contact>): Promise<string> => {
    const id = await accept(message(contact, 'hello'));
    await until(async () => (await stages(id)).includes('done'));
    return id;
  };

  it('keeps the bot silent while an operator has it, counts what is unread, and lets only them answer', async () => {
    const contact = person();
    const id = await met(contact);
    const { conversation } = await takeOver(id);
    expect(conversation).toMatchObject({ owner: Owner.OWNER_HUMAN, operator: 'Eva', unread: 0 });
    const before = peers.runs.length;
    await accept(message(contact, 'are you there?'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    expect(peers.runs.length).toBe(before);
    expect((await get(id)).conversation).toMatchObject({ unread: 1, preview: 'are you there?' });

    const { entry } = await say(id, 'Yes, this is Eva');
    expect(entry?.entry).toMatchObject({ $case: 'answered', value: { operator: 'Eva', text: 'Yes, this is Eva' } });
    expect(peers.sent.at(-1)).toMatchObject({
      author: Author.AUTHOR_HUMAN,
      content: { value: { body: 'Yes, this is Eva' } },
    });
    expect(peers.sent.at(-1)!.windowClosesAt!.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    await expect(say(id, 'I am Max', 'Max')).rejects.toMatchObject({
      reason: 'CONVERSATION_TAKEN',
      metadata: { operator: 'Eva' },
    });
    expect((await get(id)).conversation).toMatchObject({ unread: 0 });
  });

  it('says an operator message once however often it is asked for', async () => {
    const id = await met(person());
    await takeOver(id);
    const [first, second] = [await say(id, 'once', 'Eva', 'same'), await say(id, 'once', 'Eva', 'same')];
    expect(second.entry?.id).toBe(first.entry?.id);
    expect(peers.bodies(id).filter((body) => body === 'once')).toHaveLength(1);
  });

  it('stops a turn that is under way when the takeover comes', async () => {
    const contact = person();
    const id = await met(contact);
    let release: (answer: string) => void = () => undefined;
    peers.answer = () => new Promise((resolve) => (release = resolve));
    const runs = peers.runs.length;
    await accept(message(contact, 'slow question'));
    await until(() => peers.runs.length > runs);
    await takeOver(id);
    release('too late');
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    expect(peers.bodies(id)).not.toContain('too late');
    expect(peers.cancelled.at(-1)).toMatchObject({ conversationId: id, turnId: expect.stringMatching(/-/) as string });
  });

  it('lets that turn speak when nobody fences it: the control for the one above', async () => {
    const contact = person();
    const id = await met(contact);
    let release: (answer: string) => void = () => undefined;
    peers.answer = () => new Promise((resolve) => (release = resolve));
    const runs = peers.runs.length;
    await accept(message(contact, 'slow question'));
    await until(() => peers.runs.length > runs);
    await admin.query("UPDATE conversations SET owned_by = 'human', operator = 'Eva' WHERE id = $1", [id]);
    release('too late');
    await until(() => peers.bodies(id).includes('too late'));
  });

  it('gives it to one of two operators who take it at once', async () => {
    const id = await met(person());
    const results = await Promise.allSettled([takeOver(id, 'Eva'), takeOver(id, 'Max')]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: 'CONVERSATION_TAKEN' },
    });
    const { entries } = await get(id);
    expect(entries.filter(({ entry }) => entry?.$case === 'event')).toHaveLength(1);
  });

  it('refuses what is not there and what is not well formed', async () => {
    await expect(takeOver('0190aaaa-0000-7000-8000-000000000000')).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    await expect(takeOver("1' OR true")).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      metadata: { field: 'conversationId' },
    });
    const id = await met(person());
    await expect(takeOver(id, ' ')).rejects.toMatchObject({ metadata: { field: 'operator' } });
    await expect(say(id, 'x'.repeat(4_097))).rejects.toMatchObject({ metadata: { field: 'text' } });
    await expect(say(id, 'nobody took it')).rejects.toMatchObject({ reason: 'CONVERSATION_TAKEN' });
    await expect(list({ pageToken: 'nonsense' })).rejects.toMatchObject({ metadata: { field: 'page_token' } });
    await expect(list({ pageSize: 201 })).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
  });

  it('hands back with what was said meanwhile and the note of the operator', async () => {
    const contact = person();
    const id = await met(contact);
    await takeOver(id);
    await accept(message(contact, 'do you have it in blue?'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    await say(id, 'Yes, the last one is kept for you');
    const { conversation } = await handBack(id, 'She wants it gift-wrapped');
    expect(conversation).toMatchObject({ owner: Owner.OWNER_BOT, operator: '', unread: 0 });
    await accept(message(contact, 'great, then I take it'));
    await until(() => peers.bodies(id).includes('You said: great, then I take it'));
    const run = peers.runs.findLast(({ task }) => task === 'great, then I take it')!;
    expect(run.history).toContainEqual({
      task: 'do you have it in blue?',
      answer: 'Yes, the last one is kept for you',
    });
    expect(run.handover).toContain('gift-wrapped');
  });

  it('answers what nobody answered when it is handed back', async () => {
    const contact = person();
    const id = await met(contact);
    await takeOver(id);
    await accept(message(contact, 'anybody?'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    await handBack(id);
    await until(() => peers.bodies(id).includes('You said: anybody?'));
  });

  it('brings a person on request, says it again with priority once when nobody comes, and lets the one who waits go back', async () => {
    const contact = person();
    const id = await met(contact);
    await accept(message(contact, '/human'));
    await until(() => peers.bodies(id).some((body) => body.includes('asked a person')));
    await until(async () => (await get(id)).conversation?.owner === Owner.OWNER_WAITING);
    await until(() => peers.bodies(id).some((body) => body.includes('with priority')), 5_000);
    await until(async () => (await get(id)).conversation?.handoff?.escalatedAt !== undefined);
    expect((await get(id)).conversation!.handoff).toMatchObject({ reason: 'asked', priority: 'urgent' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(peers.bodies(id).filter((body) => body.includes('with priority'))).toHaveLength(1);

    await accept(
      message(contact, { $case: 'reply', value: { replyId: 'command:bot', title: 'Back', description: '' } }),
    );
    await until(async () => (await get(id)).conversation?.owner === Owner.OWNER_BOT);
    await accept(message(contact, 'hello bot'));
    await until(() => peers.bodies(id).includes('You said: hello bot'));
  });

  it('asks for a person when turns fail again and again', async () => {
    const contact = person();
    const id = await met(contact);
    peers.answer = () => new AppError('MODEL_MISCONFIGURED');
    await accept(message(contact, 'first try'));
    await until(async () => (await stages(id)).at(-1) === 'set_aside');
    expect((await get(id)).conversation).toMatchObject({ owner: Owner.OWNER_BOT, hasSetAside: true });
    await accept(message(contact, 'second try'));
    await until(async () => (await get(id)).conversation?.owner === Owner.OWNER_WAITING);
    expect((await get(id)).conversation!.handoff).toMatchObject({ reason: 'failed', priority: 'high' });
  });

  it('stays silent while another application has the thread, and speaks again when it is given back', async () => {
    const contact = person();
    const id = await met(contact);
    const taken = message(contact, { $case: 'handover', value: { event: 'taken' } });
    await accept(taken);
    expect((await get(id)).conversation?.owner).toBe(Owner.OWNER_OTHER_APP);
    const sent = peers.sent.length;
    await accept(message(contact, 'for the other one', { disposition: Disposition.DISPOSITION_STANDBY } as never));
    await accept(message(contact, 'also for the other one'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    expect(peers.sent.length).toBe(sent);
    await accept(message(contact, { $case: 'handover', value: { event: 'given' } }));
    await until(async () => (await get(id)).conversation?.owner === Owner.OWNER_BOT);
    await accept(taken); // delivered again, late
    expect((await get(id)).conversation?.owner).toBe(Owner.OWNER_BOT);
  });

  it('lists by the newest message, searches, filters and pages without gaps', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift(await met({ ...person(), name: `Paged ${n}` }));
    const found: Conversation[] = [];
    let pageToken = '';
    do {
      const page = await list({ query: 'paged', pageSize: 2, pageToken });
      found.push(...page.conversations);
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(found.map(({ id }) => id)).toEqual(ids);
    await takeOver(ids[2]!);
    const { conversations } = await list({ query: 'Paged', filter: ConversationFilter.CONVERSATION_FILTER_HUMAN });
    expect(conversations.map(({ id }) => id)).toEqual([ids[2]]);
    expect((await list({ query: '100%' })).conversations).toEqual([]);
  });

  it('uses an index for every list', async () => {
    await admin.query('SET enable_seqscan = off'); // of ten rows a scan is right
    const { rows } = await admin.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT c.id FROM conversations c WHERE (c.last_message_at, c.id) < ('infinity'::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        AND (c.owned_by <> 'bot' OR c.unread > 0) AND c.unread > 0 ORDER BY c.last_message_at DESC, c.id DESC LIMIT 50`,
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('conversations_attention');
  });

  it('shows the transcript in order, page by page', async () => {
    const contact = person();
    const id = await met(contact);
    await takeOver(id);
    await say(id, 'one');
    await say(id, 'two');
    await say(id, 'three');
    const newest = await client.call('getConversation', { conversationId: id, pageSize: 2, pageToken: '' });
    expect(newest.entries.map(({ entry }) => (entry?.$case === 'answered' ? entry.value.text : entry?.$case))).toEqual([
      'two',
      'three',
    ]);
    const older = await client.call('getConversation', {
      conversationId: id,
      pageSize: 50,
      pageToken: newest.previousPageToken,
    });
    expect(older.entries.map(({ entry }) => entry?.$case)).toEqual(['said', 'turn', 'event', 'answered']);
    expect(older.previousPageToken).toBe('');
    expect(older.entries[1]!.entry).toMatchObject({
      value: { stage: 'done', replies: [{ kind: 'text', text: 'You said: hello' }] },
    });
  });

  it('tells those who watch what changes', async () => {
    const seen: Conversation[] = [];
    const end = new AbortController();
    const watching = client
      .stream('watchConversations', { phoneNumberId: '1' }, ({ conversations }) => seen.push(...conversations), {
        signal: end.signal,
      })
      .catch((error: AppError) => error.reason);
    const id = await met(person());
    await until(() => seen.some((one) => one.id === id && one.preview === 'You said: hello'), 5_000);
    await takeOver(id);
    await until(() => seen.some((one) => one.id === id && one.owner === Owner.OWNER_HUMAN));
    end.abort();
    expect(await watching).toBe('CANCELLED');
  });

  it('records STOP by its exact words, confirms it once, stays silent, and takes START back', async () => {
    const contact = person();
    const id = await met(contact);
    await accept(message(contact, 'stop, he is not coming'));
    await until(() => peers.bodies(id).includes('You said: stop, he is not coming'));
    expect((await get(id)).conversation?.isOptedOut).toBe(false);

    await accept(message(contact, 'Baja.'));
    await until(async () => (await get(id)).conversation?.isOptedOut === true);
    await until(() => peers.bodies(id).some((body) => body.includes('no more messages')));
    expect(peers.consents).toContainEqual({ conversationId: id, optedOut: true });
    const sent = peers.bodies(id).length;
    await accept(message(contact, 'are you open?'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    expect(peers.bodies(id)).toHaveLength(sent);

    await accept(message(contact, 'START'));
    await until(async () => (await get(id)).conversation?.isOptedOut === false);
    await accept(message(contact, 'are you open?'));
    await until(() => peers.bodies(id).includes('You said: are you open?'));
  });

  it('records STOP also while a person has the conversation, and keeps their operator from writing', async () => {
    const contact = person();
    const id = await met(contact);
    await takeOver(id);
    await accept(message(contact, 'STOP'));
    await until(() => peers.bodies(id).some((body) => body.includes('no more messages')));
    await expect(say(id, 'but we have an offer')).rejects.toMatchObject({ reason: 'OPTED_OUT' });
    await accept(message(contact, 'one question though'));
    await say(id, 'of course');
  });

  it('hears what is decided in the settings of WhatsApp, once for each event', async () => {
    const contact = person();
    const id = await met(contact);
    const stop = message(contact, { $case: 'preference', value: { value: 'stop', category: 'marketing_messages' } });
    await accept(stop);
    expect((await get(id)).conversation?.isOptedOut).toBe(true);
    await accept(message(contact, { $case: 'preference', value: { value: 'resume', category: 'marketing_messages' } }));
    await accept(stop);
    expect((await get(id)).conversation?.isOptedOut).toBe(false);
  });

  describe('erasing', () => {
    const traces = async (contact: Partial<Contact>, words: string): Promise<string[]> => {
      const { rows: tables } = await admin.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'orchestrator' AND table_type = 'BASE TABLE'`,
      );
      const found: string[] = [];
      for (const { name } of tables) {
        const { rowCount } = await admin.query(
          `SELECT FROM ${name} t WHERE t::text LIKE $1 OR t::text LIKE $2 OR t::text LIKE $3`,
          [`%${contact.waId}%`, `%${words}%`, `%${contact.name}%`],
        );
        if (rowCount) found.push(name);
      }
      return found;
    };

    it('leaves no trace of a person anywhere, makes nothing of old messages, and begins anew with new ones', async () => {
      const contact = { ...person(), name: 'Zoraida Quispe' };
      const old = message(contact, 'my secret is marzipan');
      const id = await accept(old);
      await until(async () => (await stages(id)).includes('done'));
      await takeOver(id);
      await say(id, 'marzipan it is');
      await handBack(id);
      expect((await traces(contact, 'marzipan')).toSorted()).toEqual(
        expect.arrayContaining(['aliases', 'conversations', 'inbox', 'operator_messages', 'turns']),
      );

      const { erased } = await client.call('erase', { conversationId: id, requestedBy: 'Eva' });
      expect(erased).toBeGreaterThan(5);
      expect(await traces(contact, 'marzipan')).toEqual([]);
      expect(peers.erasedConversations).toContain(id);
      expect(peers.erasedContacts).toContain(id);
      await expect(get(id)).rejects.toMatchObject({ reason: 'NOT_FOUND' });

      const sent = peers.sent.length;
      expect(await accept(old)).toBe('');
      expect(await traces(contact, 'marzipan')).toEqual([]);
      const fresh = await met(contact);
      expect(fresh).not.toBe(id);
      expect(await accept(old)).toBe(fresh); // known again, but the message is still nobody's
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(peers.sent.slice(sent).map(({ content }) => content)).toEqual([
        expect.objectContaining({ value: expect.objectContaining({ body: 'You said: hello' }) as object }),
      ]);
      expect(await traces({ waId: 'nobody', name: 'nobody' }, 'marzipan')).toEqual([]);
    });

    it('makes a turn of the old message when there is no tombstone: the control for the one above', async () => {
      const contact = person();
      const old = message(contact, 'again and again');
      const id = await accept(old);
      await until(() => peers.bodies(id).length === 1);
      await client.call('erase', { conversationId: id, requestedBy: 'Eva' });
      await admin.query('DELETE FROM erased_messages');
      const other = await accept(old);
      await until(() => peers.bodies(other).length === 1);
    });

    it('may be asked for twice, also at once, and knows what it does not know', async () => {
      const id = await met(person());
      const request = { conversationId: id, requestedBy: 'Eva' };
      const [first, second] = await Promise.all([client.call('erase', request), client.call('erase', request)]);
      expect(second).toEqual(first);
      expect(await client.call('erase', request)).toEqual(first);
      await expect(
        client.call('erase', { conversationId: '0190aaaa-0000-7000-8000-000000000000', requestedBy: 'Eva' }),
      ).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    });

    it('goes on after a service was away in the middle', async () => {
      const id = await met(person());
      peers.isAgentsEraseDown = true;
      const erasing = client.call('erase', { conversationId: id, requestedBy: 'Eva' });
      await until(
        async () => (await admin.query('SELECT FROM erasures WHERE id = $1 AND attempts > 0', [id])).rowCount === 1,
      );
      expect(peers.erasedContacts).not.toContain(id);
      peers.isAgentsEraseDown = false;
      await expect(erasing).resolves.toMatchObject({ erased: expect.any(Number) as number });
      expect(peers.erasedContacts).toContain(id);
    });

    it('takes a turn under way its claim', async () => {
      const contact = person();
      const id = await met(contact);
      let release: (answer: string) => void = () => undefined;
      peers.answer = () => new Promise((resolve) => (release = resolve));
      const runs = peers.runs.length;
      await accept(message(contact, 'forget this'));
      await until(() => peers.runs.length > runs);
      await client.call('erase', { conversationId: id, requestedBy: 'Eva' });
      release('I remember everything');
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(peers.bodies(id)).not.toContain('I remember everything');
      expect(await stages(id)).toEqual([]);
    });

    it('asks the person first, and only their own button erases', async () => {
      const contact = person();
      const id = await met(contact);
      const tap = (replyId: string) =>
        message(contact, { $case: 'reply', value: { replyId, title: 'Yes', description: '' } });
      await accept(tap('command:forget_confirmed'));
      await until(() => peers.bodies(id).some((body) => body.includes('too old')));
      await accept(message(contact, '/forget'));
      await until(() => peers.bodies(id).some((body) => body.includes('cannot be undone')));
      await accept(message(contact, '/forget_confirmed'));
      await until(() => peers.bodies(id).includes('You said: /forget_confirmed'));
      expect((await admin.query('SELECT FROM erasures WHERE id = $1', [id])).rowCount).toBe(0);
      await accept(tap('command:forget_confirmed'));
      await until(() => peers.bodies(id).some((body) => body.includes('I am erasing')));
      await admin.query(`UPDATE erasures SET due_at = now() WHERE id = $1`, [id]);
      await until(
        async () => (await admin.query("SELECT FROM erasures WHERE id = $1 AND state = 'done'", [id])).rowCount === 1,
        5_000,
      );
      await expect(get(id)).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    });
  });
});
