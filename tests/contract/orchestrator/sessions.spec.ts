import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Redis } from 'ioredis';
import { type Contact, Intent, Lane, type Run } from '#libs/contracts';
import { migrate } from '#libs/database';
import { createTestDatabase, freePort, type TestDatabase, until } from '#libs/testing';
import { SCHEMA } from '../../../apps/orchestrator/src/conversations/state/session.schema.js';
import { entities } from '../../../apps/orchestrator/src/entities.js';
import { migrations } from '../../../apps/orchestrator/src/migrations/index.js';
import { OrchestratorUnderTest, somebody } from './orchestrator-under-test.js';
import { StubPeers } from './stub-peers.js';

describe("a conversation's session", () => {
  const peers = new StubPeers();
  const redisUrl = `${process.env['TEST_REDIS_URL']}/8`;
  const redis = new Redis(redisUrl);
  let database: TestDatabase;
  let admin: pg.Client;
  let environment: Record<string, string>;
  let orchestrator: OrchestratorUnderTest;

  beforeAll(async () => {
    database = await createTestDatabase('orchestrator');
    await migrate({ url: database.url, entities, migrations });
    admin = new pg.Client(database.url);
    await admin.connect();
    environment = { ...(await peers.start()), DATABASE_URL: database.url, REDIS_URL: redisUrl };
    orchestrator = await OrchestratorUnderTest.start(environment);
  });
  afterAll(async () => {
    await orchestrator?.stop();
    await peers.stop();
    redis.disconnect();
    await admin?.end();
    await database?.drop();
  });
  beforeEach(async () => {
    peers.answer = (run) => `You said: ${run.task}`;
    peers.verdict = () => ({});
    await redis.flushdb();
  });

  /** Says something and waits until it is answered and over. */
  const say = async (contact: Partial<Contact>, body: string, to = orchestrator): Promise<string> => {
    const runs = peers.runs.length;
    const id = await to.hear(contact, body);
    await until(async () => {
      const { rows } = await admin.query<{ state: string }>('SELECT state FROM conversations WHERE id = $1', [id]);
      return rows[0]?.state === 'idle';
    });
    expect(peers.runs.length).toBe(runs + 1);
    return id;
  };
  const keyOf = (id: string) => `session:{1:${id}}`;
  const shopping = (run: Run) => [
    { $case: 'text' as const, value: { text: `re: ${run.task}` } },
    {
      $case: 'slots' as const,
      value: { slotsJson: JSON.stringify({ cart: 'c1', said: run.task }), phase: 'cart', openQuestion: 'quantity' },
    },
  ];
  const commerce = () => ({ intent: Intent.INTENT_COMMERCE, candidates: [{ agent: 'commerce', score: 1 }] });

  it('carries what agents note and ask to the next turn, for the agent and for the classifier', async () => {
    peers.verdict = commerce;
    peers.answer = shopping;
    const ana = somebody();
    await say(ana, 'shoes');
    await say(ana, 'two');
    expect(peers.turns.at(-1)!.situation).toEqual({
      activeAgent: 'commerce',
      phase: 'cart',
      openQuestion: 'quantity',
      recent: [{ task: 'shoes', answer: 're: shoes' }],
      quotedAgent: '',
    });
    const run = peers.runs.at(-1)!;
    expect(run.history).toEqual([{ task: 'shoes', answer: 're: shoes' }]);
    expect(JSON.parse(run.slotsJson)).toEqual({ cart: 'c1', said: 'shoes' });
  });

  it.each([
    ['is wiped', () => redis.flushdb()],
    ['holds nonsense', async () => void (await redis.hset((await redis.keys('session:{*}'))[0]!, 'head', '{"x":'))],
    [
      'holds something else',
      async () => {
        const [key] = await redis.keys('session:{*}');
        await redis.set(key!, 'no hash');
      },
    ],
  ])('loses nothing when Redis %s in mid-conversation', async (_, break_) => {
    peers.verdict = commerce;
    peers.answer = shopping;
    const ana = somebody();
    await say(ana, 'shoes');
    await break_();
    await say(ana, 'two');
    const run = peers.runs.at(-1)!;
    expect(run.history).toEqual([{ task: 'shoes', answer: 're: shoes' }]);
    expect(JSON.parse(run.slotsJson)).toEqual({ cart: 'c1', said: 'shoes' });
    expect(peers.turns.at(-1)!.situation).toMatchObject({ activeAgent: 'commerce', phase: 'cart' });
  });

  it('works without Redis', async () => {
    const alone = await OrchestratorUnderTest.start({
      ...environment,
      REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    });
    await orchestrator.stop();
    try {
      const ana = somebody();
      await say(ana, 'my name is Ana', alone);
      await say(ana, 'what is my name?', alone);
      expect(peers.runs.at(-1)!.history).toEqual([{ task: 'my name is Ana', answer: 'You said: my name is Ana' }]);
      expect(await alone.metrics()).toMatch(/session_commits_total\{outcome="away"[^}]*\} [1-9]/);
    } finally {
      await alone.stop();
      orchestrator = await OrchestratorUnderTest.start(environment);
    }
  });

  it('waits for a newer replica where one has written, without using up attempts, and goes on when it can be read', async () => {
    const ana = somebody();
    const id = await say(ana, 'hello');
    const head = (await redis.hget(keyOf(id), 'head'))!;
    await redis.hset(keyOf(id), { schema: SCHEMA + 1, head: 'in new words' });
    await admin.query('UPDATE conversations SET session_turn = $2 WHERE id = $1', [id, randomUUID()]);
    const runs = peers.runs.length;
    await orchestrator.hear(ana, 'still there?');
    const conversation = async () => {
      const { rows } = await admin.query<{ error_detail: string | null; attempts: number }>(
        'SELECT error_detail, attempts FROM conversations WHERE id = $1',
        [id],
      );
      return rows[0]!;
    };
    await until(async () => (await conversation()).error_detail === 'STATE_TOO_NEW');
    expect(await conversation()).toMatchObject({ attempts: 0 });
    expect([peers.runs.length, await redis.hget(keyOf(id), 'head')]).toEqual([runs, 'in new words']);
    await redis.hset(keyOf(id), { schema: SCHEMA, head }); // as if that replica had gone back to the old words
    await admin.query("UPDATE conversations SET due_at = now() WHERE id = $1 AND state = 'due'", [id]);
    await until(() => peers.runs.length === runs + 1);
  });

  it('goes through the hands of two workers without either undoing the other', async () => {
    const other = await OrchestratorUnderTest.start(environment);
    try {
      const ana = somebody();
      let release: (answer: string) => void = () => undefined;
      peers.answer = (run) =>
        run.task === 'frozen' && run.runId.endsWith('.1')
          ? new Promise((resolve) => (release = resolve))
          : `answer to ${run.task}`;
      const id = await orchestrator.hear(ana, 'frozen');
      await until(() => peers.runs.some(({ task }) => task === 'frozen'));
      // Its lease lapses while it waits for its agent: the same conversation is answered by whoever claims it next
      await admin.query("UPDATE conversations SET owner = 'nobody', lease_until = now() WHERE id = $1", [id]);
      await until(() => peers.bodies(id).length === 1);
      release('late');
      await say(ana, 'next', other);
      expect(peers.bodies(id)).toEqual(['answer to frozen', 'answer to next']);
      expect(peers.runs.at(-1)!.history).toEqual([{ task: 'frozen', answer: 'answer to frozen' }]);
      const { rows } = await admin.query<{ version: number }>(
        'SELECT session_version::int AS version FROM conversations WHERE id = $1',
        [id],
      );
      expect(rows[0]).toEqual({ version: 2 });
      expect(await redis.hget(keyOf(id), 'version')).toBe('2');
    } finally {
      await other.stop();
    }
  });

  it('is never that of another person or number', async () => {
    peers.verdict = commerce;
    peers.answer = shopping;
    const ana = somebody();
    await say({ ...ana, phoneNumberId: '1' }, 'my secret');
    await say({ ...ana, phoneNumberId: '2' }, 'hello');
    await say(somebody(), 'hello');
    for (const run of peers.runs.slice(-2)) expect(JSON.stringify(run)).not.toContain('my secret');
  });

  it('says what a turn did in its row', async () => {
    peers.verdict = commerce;
    peers.answer = (run) => [
      { $case: 'started', value: { model: 'claude-sonnet-5-5' } },
      { $case: 'tool', value: { name: 'search_products', status: 'ok', durationMs: 12 } },
      ...shopping(run),
      {
        $case: 'usage',
        value: { inputTokens: 7, outputTokens: 3, cacheReadTokens: 0, cacheWriteTokens: 0, costMicros: '44' },
      },
    ];
    const id = await say(somebody(), 'shoes');
    const { rows } = await admin.query(
      'SELECT agent, tools, usage, verdict, patch FROM turns WHERE conversation_id = $1',
      [id],
    );
    expect(rows[0]).toMatchObject({
      agent: 'commerce',
      tools: [{ name: 'search_products', status: 'ok', durationMs: 12 }],
      usage: { model: 'claude-sonnet-5-5', inputTokens: 7, outputTokens: 3 },
      verdict: { intent: 'INTENT_COMMERCE', lane: 'LANE_AGENT', agent: 'commerce' },
      patch: { schema: SCHEMA, agent: 'commerce', phase: 'cart', slots: { commerce: { cart: 'c1' } } },
    });
  });

  it('is counted', async () => {
    await say(somebody(), 'hello');
    await until(async () => /active_sessions(\{[^}]*\})? \d/.test(await orchestrator.metrics()), 15_000); // Redis comes later
    expect(await orchestrator.metrics()).toMatch(/session_commits_total\{outcome="committed"[^}]*\} [1-9]/);
  });

  it('keeps the task through a clarifying question, and does not ask twice in a row', async () => {
    peers.verdict = () => ({
      lane: Lane.LANE_CLARIFY,
      options: [
        { intent: Intent.INTENT_COMMERCE, agent: 'commerce' },
        { intent: Intent.INTENT_SUPPORT, agent: 'support' },
      ],
    });
    const ana = somebody();
    const id = await orchestrator.hear(ana, 'it is about the shoes');
    await until(() => peers.sentTo(id).length === 1);
    expect(peers.sentTo(id)[0]!.content).toMatchObject({
      $case: 'buttons',
      value: { choices: [{ id: `clarify:${Intent.INTENT_COMMERCE}:commerce` }, {}] },
    });
    await say(ana, 'the shoes!');
    expect(peers.runs.at(-1)).toMatchObject({ agent: 'concierge', task: 'the shoes!' });
    expect(peers.turns.at(-1)!.situation).toMatchObject({ openQuestion: 'choice' });
  });
});
