import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Database, migrate } from '#libs/database';
import { RedisStore } from '#libs/redis';
import { createTestDatabase, freePort, type TestDatabase, until } from '#libs/testing';
import { entities } from '../../entities.js';
import { migrations } from '../../migrations/index.js';
import type { PatchedTurn } from './apply-patch.js';
import { PastTurnsRepository } from './past-turns.repository.js';
import type { SessionOwner } from './session-builder.js';
import { SessionController } from './session-controller.js';
import { sessionKey, SessionPatcher } from './session-patcher.js';
import { SCHEMA, type SessionPatch } from './session.schema.js';

describe(SessionController.name, () => {
  let testDatabase: TestDatabase;
  let database: Database;
  const redis = new RedisStore(`${process.env['TEST_REDIS_URL']}/6`);
  const registry = new Registry();
  const counter = (name: string, label: string) =>
    new Counter({ name, help: name, labelNames: [label], registers: [registry] });
  const rebuilds = counter('rebuilds', 'reason');
  const commits = counter('commits', 'outcome');
  const open = (store = redis) =>
    new SessionController(new SessionPatcher(store), new PastTurnsRepository(database), rebuilds, commits);
  /** A replica that has not seen the conversation before. */
  let sessions: SessionController;
  let seq = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('orchestrator');
    await migrate({ url: testDatabase.url, entities, migrations });
    database = new Database(await new DataSource({ type: 'postgres', url: testDatabase.url }).initialize());
    await until(() => redis.run((client) => client.ping()).then(Boolean, () => false));
  });
  beforeEach(async () => {
    registry.resetMetrics();
    sessions = open();
    await redis.run((client) => client.flushdb());
  });
  afterAll(async () => {
    await redis.close();
    await database?.close();
    await testDatabase?.drop();
  });

  const sql = (text: string, values: unknown[]) => database.query({ name: randomUUID(), text }, values);
  const count = async (metric: Counter, label: object) =>
    (await metric.get()).values.find(({ labels }) => Object.entries(label).every(([k, v]) => labels[k] === v))?.value ??
    0;

  const person = async (): Promise<SessionOwner> => {
    const id = randomUUID();
    await sql(
      "INSERT INTO conversations (id, phone_number_id, wa_id, epoch) VALUES ($1::uuid, '1', $1::uuid::text, 1)",
      [id],
    );
    return {
      id,
      phoneNumberId: '1',
      language: 'en',
      sessionVersion: 0,
      sessionTurn: null,
      ownedBy: 'bot',
      isOptedOut: false,
    };
  };
  const turnOf = (fields: Partial<PatchedTurn> = {}, patch: Partial<SessionPatch> = {}): PatchedTurn => ({
    turnId: randomUUID(),
    task: 'two red shoes',
    answer: 'added',
    ...fields,
    patch: {
      schema: SCHEMA,
      lane: 'commerce',
      agent: 'commerce',
      phase: 'cart',
      openQuestion: 'quantity',
      locale: 'en',
      speaker: 'commerce',
      beganAt: Date.now() - 5_000,
      at: Date.now(),
      ...patch,
    },
  });
  /** What STORE_ANSWER and END_TURN leave behind. */
  const store = async (owner: SessionOwner, { turnId, task, answer, patch }: PatchedTurn): Promise<SessionOwner> => {
    seq += 1;
    await sql(
      `INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, stage, task, reply, patch, answered_at)
       VALUES ($1, $2, $3::bigint, $3::bigint + 1, 1, 'done', $4, $5, $6, now())`,
      [turnId, owner.id, seq, task, answer, JSON.stringify(patch)],
    );
    await sql('UPDATE conversations SET session_version = session_version + 1, session_turn = $2 WHERE id = $1', [
      owner.id,
      turnId,
    ]);
    return { ...owner, sessionVersion: owner.sessionVersion + 1, sessionTurn: turnId };
  };
  /** A whole turn: opened, stored, committed. */
  const live = async (owner: SessionOwner, turn = turnOf()): Promise<SessionOwner> => {
    const replica = open();
    const opened = await replica.open(owner);
    const next = await store(owner, turn);
    await replica.commit(owner, '1', opened, turn);
    return next;
  };

  it('begins with a new session, and the next turn finds what the one before left', async () => {
    const owner = await live(await person(), turnOf({}, { slots: { commerce: { cart: 'c1' } } }));
    const { session, base } = await sessions.open(owner);
    expect(base).toBe('1');
    expect(session).toMatchObject({
      version: 1,
      agent: 'commerce',
      phase: 'cart',
      slots: { commerce: { cart: 'c1' } },
    });
    expect(session.turns).toHaveLength(1);
    expect(await count(rebuilds, {})).toBe(0);
  });

  it('builds the same session from Postgres when Redis is wiped in mid-conversation', async () => {
    let owner = await person();
    owner = await live(owner, turnOf({}, { slots: { commerce: { cart: 'c1' } } }));
    owner = await live(owner, turnOf({ task: 'where is my order?' }, { speaker: 'support', agent: 'support' }));
    await sessions.summarise(owner, {
      text: 'wants shoes',
      upToTurn: (await sessions.open(owner)).session.turns[0]!.turnId,
    });
    const before = await sessions.open(owner);
    await redis.run((client) => client.flushdb());
    const after = await sessions.open(owner);
    expect(after).toEqual({ session: before.session, base: '', isCopied: false });
    expect(before.session.summary).toMatchObject({ text: 'wants shoes' });
    expect(await count(rebuilds, { reason: 'missing' })).toBe(1);

    owner = await live(owner);
    expect((await sessions.open(owner)).session).toMatchObject({ version: 3, summary: { text: 'wants shoes' } });
  });

  it('goes on from Postgres while Redis is away', async () => {
    const owner = await live(await person());
    const away = new RedisStore(`redis://127.0.0.1:${await freePort()}`);
    const without = open(away);
    const opened = await without.open(owner);
    expect(opened).toMatchObject({ base: '', session: { version: 1, phase: 'cart' } });
    await without.commit(owner, '1', opened, turnOf());
    expect([await count(rebuilds, { reason: 'away' }), await count(commits, { outcome: 'away' })]).toEqual([1, 1]);
    await away.close();
  });

  it('does not believe a copy that missed a turn', async () => {
    const owner = await live(await person());
    const missed = await store(owner, turnOf({ task: 'missed by Redis' }));
    const { session, base } = await sessions.open(missed);
    expect(session.turns.map(({ task }) => task)).toEqual(['two red shoes', 'missed by Redis']);
    expect(base).toBe('1');
    expect(await count(rebuilds, { reason: 'old' })).toBe(1);
  });

  it.each([
    ['no JSON', 'head', '{"schema":'],
    ['a session without its parts', 'head', `{"schema":${SCHEMA}}`],
    ['nothing', 'head', ''],
    ['a number of turns that it does not have', 'kept', '7'],
    ['a summary that is none', 'summary', '[]'],
  ])('builds a session anew that is corrupt: %s', async (_, field, value) => {
    const owner = await live(await person());
    const before = await sessions.open(owner);
    await redis.run((client) => client.hset(sessionKey(owner), field, value));
    expect((await sessions.open(owner)).session).toEqual(before.session);
    expect(await count(rebuilds, { reason: 'corrupt' })).toBe(1);
    const next = await live(owner);
    expect((await sessions.open(next)).session.turns).toHaveLength(2);
  });

  it("builds a session anew that is another person's", async () => {
    const [ana, bob] = [await live(await person()), await live(await person(), turnOf({ task: 'my secret' }))];
    const foreign = await redis.run((client) => client.hget(sessionKey(bob), 'head'));
    await redis.run((client) => client.hset(sessionKey(ana), 'head', foreign!));
    expect(JSON.stringify((await sessions.open(ana)).session)).not.toContain('my secret');
  });

  describe('what a newer replica has written', () => {
    it('is left alone in Redis, and the turn waits for that replica', async () => {
      const owner = await live(await person());
      await redis.run((client) => client.hset(sessionKey(owner), { schema: SCHEMA + 1, head: 'in new words' }));
      await expect(sessions.open(owner)).rejects.toMatchObject({ reason: 'STATE_TOO_NEW', retryable: true });
      expect(await redis.run((client) => client.hget(sessionKey(owner), 'head'))).toBe('in new words');
    });

    it('is left alone in Postgres too, and neighbours do not wait', async () => {
      const [owner, neighbour] = [await live(await person()), await live(await person())];
      await sql(`UPDATE turns SET patch = jsonb_set(patch, '{schema}', '${SCHEMA + 1}') WHERE conversation_id = $1`, [
        owner.id,
      ]);
      await redis.run((client) => client.flushdb());
      const [first, second] = await Promise.allSettled([sessions.open(owner), sessions.open(neighbour)]);
      expect(first).toMatchObject({ status: 'rejected', reason: { reason: 'STATE_TOO_NEW' } });
      expect(second).toMatchObject({ status: 'fulfilled' });
    });
  });

  it('tries a conflict again on fresh state', async () => {
    const owner = await live(await person());
    const opened = await sessions.open(owner);
    await redis.run((client) => client.flushdb()); // between reading and writing
    const turn = turnOf({ task: 'after the wipe' });
    await sessions.commit(owner, '1', opened, turn);
    expect(await count(commits, { outcome: 'conflict' })).toBe(1);
    const { session, base } = await open().open({ ...owner, sessionVersion: 2, sessionTurn: turn.turnId });
    expect([base, session.turns.map(({ task }) => task)]).toEqual(['2', ['two red shoes', 'after the wipe']]);
  });

  it('commits a turn once, however often', async () => {
    const owner = await live(await person());
    const [opened, turn] = [await sessions.open(owner), turnOf()];
    for (let time = 0; time < 3; time += 1) await sessions.commit(owner, '1', opened, turn);
    expect(await redis.run((client) => client.hget(sessionKey(owner), 'version'))).toBe('2');
    expect(await count(commits, { outcome: 'repeated' })).toBe(2);
  });

  it('drops what a worker commits whose conversation has been taken over', async () => {
    const owner = await live(await person());
    const [slow, opened] = [turnOf({ task: 'slow' }), await sessions.open(owner)];
    // Another worker claims it, answers, and goes on
    await sql('UPDATE conversations SET epoch = 2 WHERE id = $1', [owner.id]);
    const taken = turnOf({ task: 'taken over' });
    await sessions.commit(owner, '2', opened, taken);
    await sessions.commit(owner, '1', opened, slow);
    expect(await count(commits, { outcome: 'superseded' })).toBe(1);
    expect(await redis.run((client) => client.hget(sessionKey(owner), 'turn'))).toBe(taken.turnId);
  });

  it('knows the turns of a conversation that was merged into this one', async () => {
    const [keeper, loser] = [
      await live(await person()),
      await live(await person(), turnOf({ task: 'said elsewhere' })),
    ];
    await sql('UPDATE turns SET conversation_id = $1 WHERE conversation_id = $2', [keeper.id, loser.id]);
    await sql("UPDATE conversations SET state = 'merged', merged_into = $1 WHERE id = $2", [keeper.id, loser.id]);
    const [row] = await sql('SELECT session_version::int AS version FROM conversations WHERE id = $1', [keeper.id]);
    expect(row).toEqual({ version: 2 });
    const { session } = await sessions.open({ ...keeper, sessionVersion: 2 });
    expect(session.turns.map(({ task }) => task)).toContain('said elsewhere');
  });

  it('remembers the answers of turns from before there were patches, and skips a patch that is none', async () => {
    const owner = await live(await person());
    await sql(
      `INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, stage, task, reply, verdict, patch, answered_at)
       SELECT uuid_v7(), $1, 1000000 + n, 1000001 + n, 1, 'done', 'old ' || n, 'answer', '{"agent":"concierge"}',
              CASE n WHEN 1 THEN '"nonsense"'::jsonb END, now() - interval '1 hour'
         FROM generate_series(0, 1) AS n`,
      [owner.id],
    );
    await redis.run((client) => client.flushdb());
    const { session } = await sessions.open(owner);
    expect(session.turns.map(({ task, agent }) => [task, agent])).toEqual([
      ['old 0', 'concierge'],
      ['two red shoes', 'commerce'],
    ]);
  });

  it('does not ask Redis for what it has just committed, and does where somebody else has answered since', async () => {
    let owner = await live(await person());
    const own = turnOf({ task: 'answered here' });
    const opened = await sessions.open(owner);
    const next = await store(owner, own);
    await sessions.commit(owner, '1', opened, own);
    await redis.run((client) => client.flushdb());
    const { session, base, isCopied } = await sessions.open(next);
    expect([session.turns.map(({ task }) => task), base, isCopied]).toEqual([
      ['two red shoes', 'answered here'],
      '2',
      true,
    ]);
    owner = await live(next, turnOf({ task: 'answered elsewhere' }));
    expect((await sessions.open(owner)).session.turns.at(-1)!.task).toBe('answered elsewhere');
  });

  it('does not take a turn for answered that was never ended, whatever else has happened since', async () => {
    const owner = await live(await person());
    const opened = await sessions.open(owner);
    await sessions.commit(owner, '1', opened, turnOf({ task: 'taken over before its end' }));
    // A person had the conversation and gave it back: the same number, another history
    const back = { ...owner, sessionVersion: owner.sessionVersion + 1 };
    for (const replica of [sessions, open()])
      expect((await replica.open(back)).session.turns.map(({ task }) => task)).toEqual(['two red shoes']);
  });

  it('keeps slots that were noted long ago', async () => {
    let owner = await live(await person(), turnOf({}, { slots: { commerce: { cart: 'c1' } } }));
    for (let turn = 0; turn < 45; turn += 1) {
      const { session } = await sessions.open(owner);
      const isDue = session.slotsAge + 1 >= 20;
      owner = await live(owner, turnOf({}, isDue ? { slots: session.slots } : {}));
    }
    await redis.run((client) => client.flushdb());
    expect((await sessions.open(owner)).session).toMatchObject({ slots: { commerce: { cart: 'c1' } } });
  });

  it('forgets a person', async () => {
    const owner = await live(await person());
    await sessions.forget(owner);
    expect(await redis.run((client) => client.keys(`*${owner.id}*`))).toEqual([]);
  });
});
