import { RedisStore } from '#libs/redis';
import { freePort } from '#libs/testing';
import { SessionController } from './session-controller.js';
import { sessionKey } from './session-patcher.js';
import type { SessionOwner } from './session-builder.js';
import { SCHEMA } from './session.schema.js';
import { newTurn } from './session-values.stage.js';
import { SessionStage } from './session.stage.js';

describe(SessionController.name, () => {
  const stage = new SessionStage();
  /** A replica that has not seen the conversation before. */
  let sessions: SessionController;

  beforeAll(() => stage.open());
  beforeEach(async () => {
    await stage.reset();
    sessions = stage.replica();
  });
  afterAll(() => stage.close());

  it('begins with a new session, and the next turn finds what the one before left', async () => {
    const owner = await stage.live(await stage.person(), newTurn({}, { slots: { commerce: { cart: 'c1' } } }));
    const { session, base } = await sessions.open(owner);
    expect(base).toBe('1');
    expect(session).toMatchObject({
      version: 1,
      agent: 'commerce',
      phase: 'cart',
      slots: { commerce: { cart: 'c1' } },
    });
    expect(session.turns).toHaveLength(1);
    expect(await stage.rebuilt({})).toBe(0);
  });

  it('builds the same session from Postgres when Redis is wiped in mid-conversation', async () => {
    let owner = await stage.person();
    owner = await stage.live(owner, newTurn({}, { slots: { commerce: { cart: 'c1' } } }));
    owner = await stage.live(owner, newTurn({ task: 'where is my order?' }, { speaker: 'support', agent: 'support' }));
    const upToTurn = (await sessions.open(owner)).session.turns[0]!.turnId;
    owner = await stage.summarise(owner, { text: 'wants shoes', upToTurn }, sessions);
    const before = await sessions.open(owner);
    await stage.redis.run((client) => client.flushdb());
    const after = await sessions.open(owner);
    expect(after).toEqual({ session: before.session, base: '', isCopied: false });
    expect(before.session.summary).toMatchObject({ text: 'wants shoes' });
    expect(await stage.rebuilt({ reason: 'missing' })).toBe(1);

    owner = await stage.live(owner);
    expect((await sessions.open(owner)).session).toMatchObject({ version: 4, summary: { text: 'wants shoes' } });
  });

  describe('a summary', () => {
    const summaryOf = (owner: SessionOwner, text: string) => ({ text, upToTurn: owner.sessionTurn! });
    const found = async (owner: SessionOwner) => (await stage.replica().open(owner)).session;

    it('of which Redis has not heard, because the process died, is found all the same', async () => {
      let owner = await stage.live(await stage.person());
      owner = await stage.summarise(owner, summaryOf(owner, 'wants shoes'));
      const dying = stage.replica(new RedisStore(`redis://127.0.0.1:${await freePort()}`));
      const newer = summaryOf(owner, 'wants red shoes');
      await expect(dying.summarise(owner, '0', newer)).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
      owner = await stage.current(owner);
      expect(await found(owner)).toMatchObject({ summary: newer });
      expect(await stage.rebuilt({ reason: 'old' })).toBe(1);
      owner = await stage.live(owner); // and Redis has it from then on
      expect(await found(owner)).toMatchObject({ version: 4, summary: newer });
      expect(await stage.rebuilt({ reason: 'old' })).toBe(2);
    });

    it('is in the copy where nothing failed, so that no session is built anew: the control for the one above', async () => {
      let owner = await stage.live(await stage.person());
      owner = await stage.summarise(owner, summaryOf(owner, 'wants shoes'));
      expect(await found(owner)).toMatchObject({ version: 2, summary: { text: 'wants shoes' } });
      owner = await stage.live(owner);
      expect(await found(owner)).toMatchObject({ version: 3, summary: { text: 'wants shoes' } });
      expect(await stage.rebuilt({})).toBe(0);
    });

    it('that comes while a turn is under way is in the session that the turn leaves', async () => {
      let owner = await stage.live(await stage.person());
      const [replica, turn] = [stage.replica(), newTurn({ task: 'meanwhile' })];
      const opened = await replica.open(owner);
      owner = await stage.summarise(owner, summaryOf(owner, 'wants shoes'));
      await replica.commit(owner, '1', opened, turn);
      owner = await stage.store(owner, turn);
      const session = await found(owner);
      expect(session).toMatchObject({ version: 3, summary: { text: 'wants shoes' } });
      expect(session.turns.map(({ task }) => task)).toEqual(['two red shoes', 'meanwhile']);
    });
  });

  it('goes on from Postgres while Redis is away', async () => {
    const owner = await stage.live(await stage.person());
    const away = new RedisStore(`redis://127.0.0.1:${await freePort()}`);
    const without = stage.replica(away);
    const opened = await without.open(owner);
    expect(opened).toMatchObject({ base: '', session: { version: 1, phase: 'cart' } });
    await without.commit(owner, '1', opened, newTurn());
    expect([await stage.rebuilt({ reason: 'away' }), await stage.committed({ outcome: 'away' })]).toEqual([1, 1]);
    await away.close();
  });

  it('does not believe a copy that missed a turn', async () => {
    const owner = await stage.live(await stage.person());
    const missed = await stage.store(owner, newTurn({ task: 'missed by Redis' }));
    const { session, base } = await sessions.open(missed);
    expect(session.turns.map(({ task }) => task)).toEqual(['two red shoes', 'missed by Redis']);
    expect(base).toBe('1');
    expect(await stage.rebuilt({ reason: 'old' })).toBe(1);
  });

  it.each([
    ['no JSON', 'head', '{"schema":'],
    ['a session without its parts', 'head', `{"schema":${SCHEMA}}`],
    ['nothing', 'head', ''],
    ['a number of turns that it does not have', 'kept', '7'],
    ['a summary that is none', 'summary', '[]'],
  ])('builds a session anew that is corrupt: %s', async (_, field, value) => {
    const owner = await stage.live(await stage.person());
    const before = await sessions.open(owner);
    await stage.redis.run((client) => client.hset(sessionKey(owner), field, value));
    expect((await sessions.open(owner)).session).toEqual(before.session);
    expect(await stage.rebuilt({ reason: 'corrupt' })).toBe(1);
    const next = await stage.live(owner);
    expect((await sessions.open(next)).session.turns).toHaveLength(2);
  });

  it("builds a session anew that is another person's", async () => {
    const [ana, bob] = [
      await stage.live(await stage.person()),
      await stage.live(await stage.person(), newTurn({ task: 'my secret' })),
    ];
    const foreign = await stage.redis.run((client) => client.hget(sessionKey(bob), 'head'));
    await stage.redis.run((client) => client.hset(sessionKey(ana), 'head', foreign!));
    expect(JSON.stringify((await sessions.open(ana)).session)).not.toContain('my secret');
  });

  describe('what a newer replica has written', () => {
    it('is left alone in Redis, and the turn waits for that replica', async () => {
      const owner = await stage.live(await stage.person());
      await stage.redis.run((client) => client.hset(sessionKey(owner), { schema: SCHEMA + 1, head: 'in new words' }));
      await expect(sessions.open(owner)).rejects.toMatchObject({ reason: 'STATE_TOO_NEW', retryable: true });
      expect(await stage.redis.run((client) => client.hget(sessionKey(owner), 'head'))).toBe('in new words');
    });

    it('is left alone in Postgres too, and neighbours do not wait', async () => {
      const [owner, neighbour] = [await stage.live(await stage.person()), await stage.live(await stage.person())];
      await stage.sql(
        `UPDATE turns SET patch = jsonb_set(patch, '{schema}', '${SCHEMA + 1}') WHERE conversation_id = $1`,
        [owner.id],
      );
      await stage.redis.run((client) => client.flushdb());
      const [first, second] = await Promise.allSettled([sessions.open(owner), sessions.open(neighbour)]);
      expect(first).toMatchObject({ status: 'rejected', reason: { reason: 'STATE_TOO_NEW' } });
      expect(second).toMatchObject({ status: 'fulfilled' });
    });
  });

  it('tries a conflict again on fresh state', async () => {
    const owner = await stage.live(await stage.person());
    const opened = await sessions.open(owner);
    await stage.redis.run((client) => client.flushdb()); // between reading and writing
    const turn = newTurn({ task: 'after the wipe' });
    await sessions.commit(owner, '1', opened, turn);
    expect(await stage.committed({ outcome: 'conflict' })).toBe(1);
    const { session, base } = await stage.replica().open({ ...owner, sessionVersion: 2, sessionTurn: turn.turnId });
    expect([base, session.turns.map(({ task }) => task)]).toEqual(['2', ['two red shoes', 'after the wipe']]);
  });

  it('commits a turn once, however often', async () => {
    const owner = await stage.live(await stage.person());
    const [opened, turn] = [await sessions.open(owner), newTurn()];
    for (let time = 0; time < 3; time += 1) await sessions.commit(owner, '1', opened, turn);
    expect(await stage.redis.run((client) => client.hget(sessionKey(owner), 'version'))).toBe('2');
    expect(await stage.committed({ outcome: 'repeated' })).toBe(2);
  });

  it('drops what a worker commits whose conversation has been taken over', async () => {
    const owner = await stage.live(await stage.person());
    const [slow, opened] = [newTurn({ task: 'slow' }), await sessions.open(owner)];
    // Another worker claims it, answers, and goes on
    await stage.sql('UPDATE conversations SET epoch = 2 WHERE id = $1', [owner.id]);
    const taken = newTurn({ task: 'taken over' });
    await sessions.commit(owner, '2', opened, taken);
    await sessions.commit(owner, '1', opened, slow);
    expect(await stage.committed({ outcome: 'superseded' })).toBe(1);
    expect(await stage.redis.run((client) => client.hget(sessionKey(owner), 'turn'))).toBe(taken.turnId);
  });

  it('knows the turns of a conversation that was merged into this one', async () => {
    const [keeper, loser] = [
      await stage.live(await stage.person()),
      await stage.live(await stage.person(), newTurn({ task: 'said elsewhere' })),
    ];
    await stage.sql('UPDATE turns SET conversation_id = $1 WHERE conversation_id = $2', [keeper.id, loser.id]);
    await stage.sql("UPDATE conversations SET state = 'merged', merged_into = $1 WHERE id = $2", [keeper.id, loser.id]);
    const [row] = await stage.sql('SELECT session_version::int AS version FROM conversations WHERE id = $1', [
      keeper.id,
    ]);
    expect(row).toEqual({ version: 2 });
    const { session } = await sessions.open({ ...keeper, sessionVersion: 2 });
    expect(session.turns.map(({ task }) => task)).toContain('said elsewhere');
  });

  it('remembers the answers of turns from before there were patches, and skips a patch that is none', async () => {
    const owner = await stage.live(await stage.person());
    await stage.sql(
      `INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, stage, task, reply, verdict, patch, answered_at)
       SELECT uuid_v7(), $1, 1000000 + n, 1000001 + n, 1, 'done', 'old ' || n, 'answer', '{"agent":"concierge"}',
              CASE n WHEN 1 THEN '"nonsense"'::jsonb END, now() - interval '1 hour'
         FROM generate_series(0, 1) AS n`,
      [owner.id],
    );
    await stage.redis.run((client) => client.flushdb());
    const { session } = await sessions.open(owner);
    expect(session.turns.map(({ task, agent }) => [task, agent])).toEqual([
      ['old 0', 'concierge'],
      ['two red shoes', 'commerce'],
    ]);
  });

  it('does not ask Redis for what it has just committed, and does where somebody else has answered since', async () => {
    let owner = await stage.live(await stage.person());
    const own = newTurn({ task: 'answered here' });
    const opened = await sessions.open(owner);
    const next = await stage.store(owner, own);
    await sessions.commit(owner, '1', opened, own);
    await stage.redis.run((client) => client.flushdb());
    const { session, base, isCopied } = await sessions.open(next);
    expect([session.turns.map(({ task }) => task), base, isCopied]).toEqual([
      ['two red shoes', 'answered here'],
      '2',
      true,
    ]);
    owner = await stage.live(next, newTurn({ task: 'answered elsewhere' }));
    expect((await sessions.open(owner)).session.turns.at(-1)!.task).toBe('answered elsewhere');
  });

  it('does not take a turn for answered that was never ended, whatever else has happened since', async () => {
    const owner = await stage.live(await stage.person());
    const opened = await sessions.open(owner);
    await sessions.commit(owner, '1', opened, newTurn({ task: 'taken over before its end' }));
    // A person had the conversation and gave it back: the same number, another history
    const back = { ...owner, sessionVersion: owner.sessionVersion + 1 };
    for (const replica of [sessions, stage.replica()])
      expect((await replica.open(back)).session.turns.map(({ task }) => task)).toEqual(['two red shoes']);
  });

  it('keeps slots that were noted long ago', async () => {
    let owner = await stage.live(await stage.person(), newTurn({}, { slots: { commerce: { cart: 'c1' } } }));
    for (let turn = 0; turn < 45; turn += 1) {
      const { session } = await sessions.open(owner);
      const isDue = session.slotsAge + 1 >= 20;
      owner = await stage.live(owner, newTurn({}, isDue ? { slots: session.slots } : {}));
    }
    await stage.redis.run((client) => client.flushdb());
    expect((await sessions.open(owner)).session).toMatchObject({ slots: { commerce: { cart: 'c1' } } });
  });
});
