import { until } from '#libs/testing';
import { eraseConversation } from '../../erasure/erase-conversation.js';
import type { SessionOwner } from './session-builder.js';
import type { SessionController } from './session-controller.js';
import { SessionForgetter } from './session-forgetter.js';
import { FORGOTTEN_MS, sessionKey } from './session-patcher.js';
import { newTurn } from './session-values.stage.js';
import { SessionStage } from './session.stage.js';

const secret = () => newTurn({ task: 'my secret is marzipan' });

describe(SessionForgetter.name, () => {
  const stage = new SessionStage();
  let replicas: SessionController[];
  let forgetters: SessionForgetter[];

  beforeAll(() => stage.open());
  beforeEach(async () => {
    await stage.reset();
    replicas = [stage.replica(), stage.replica()];
    forgetters = replicas.map((replica) => new SessionForgetter(stage.database, replica));
    forgetters.forEach((forgetter) => forgetter.onApplicationBootstrap());
    await until(async () => (await listeners()).length === 1);
  });
  afterEach(() => forgetters.forEach((forgetter) => forgetter.onApplicationShutdown()));
  afterAll(() => stage.close());

  const listeners = () =>
    stage.sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'", []);
  /** One turn, which both replicas have in their memory. */
  const said = async (): Promise<SessionOwner> => {
    const [owner, turn] = [await stage.person(), secret()];
    const opened = await Promise.all(replicas.map((replica) => replica.open(owner)));
    const next = await stage.store(owner, turn);
    for (const [place, replica] of replicas.entries()) await replica.commit(owner, '1', opened[place]!, turn);
    const [key, hidden] = [sessionKey(next), `hidden:${next.id}`];
    await stage.redis.run((client) => client.rename(key, hidden));
    expect(await remembered(next)).toBe(2);
    await stage.redis.run((client) => client.rename(hidden, key));
    return next;
  };
  /** How many replicas would go on from what they have in memory, where Redis has nothing. */
  const remembered = async (owner: SessionOwner) => {
    const opened = await Promise.all(replicas.map((replica) => replica.open(owner)));
    return opened.filter(({ isCopied }) => isCopied).length;
  };
  const inRedis = async ({ id }: SessionOwner) => {
    const keys = await stage.redis.run((client) => client.keys(`*${id}*`));
    return Promise.all(keys.map((key) => stage.redis.run((client) => client.hgetall(key))));
  };
  const nothing = [{ version: expect.stringMatching(/^forgotten:/) as string }];

  it('takes a person who is erased out of Redis and out of every replica', async () => {
    const owner = await said();
    await stage.database.transaction((client) => eraseConversation(client, owner.id, 'Eva'));
    await until(async () => (await remembered(owner)) === 0);
    expect(await inRedis(owner)).toEqual(nothing);
    expect(await stage.redis.run((client) => client.pttl(sessionKey(owner)))).toBeLessThanOrEqual(FORGOTTEN_MS);
  });

  it('takes a deleted message out of Redis and out of every replica, and the next turn goes on without it', async () => {
    const owner = await said();
    const [original] = await receive(owner, 'm1', { text: { body: 'my secret is marzipan' } });
    await stage.sql('UPDATE turns SET from_seq = $2::bigint - 1, to_seq = $2 WHERE conversation_id = $1', [
      owner.id,
      original!['seq'],
    ]);
    await receive(owner, 'm2', { revoke: { originalId: `${owner.id}/m1` } });
    await until(async () => (await remembered(owner)) === 0);
    expect(await inRedis(owner)).toEqual(nothing);

    const after = { ...owner, sessionVersion: owner.sessionVersion + 1 };
    const next = await stage.live(after, newTurn({ task: 'and bread' }), replicas[0]);
    const { session, isCopied } = await stage.replica().open(next);
    expect(isCopied).toBe(true);
    expect(session.turns.map(({ task }) => task)).toEqual(['(deleted by the person)', 'and bread']);
  });

  const receive = ({ id }: SessionOwner, name: string, content: Record<string, object>) =>
    stage.sql(
      `INSERT INTO inbox (phone_number_id, message_id, conversation_id, kind, disposition, makes_turn, content, raw)
       VALUES ('1', $1, $2, $3, 'DISPOSITION_ACCEPTED', false, $4, '') RETURNING seq`,
      [`${id}/${name}`, id, Object.keys(content)[0], JSON.stringify(content)],
    );

  describe('a summary that was begun before', () => {
    const summaries = ({ id }: SessionOwner) =>
      stage.sql('SELECT summary FROM turns WHERE conversation_id = $1 AND summary IS NOT NULL', [id]);
    /** One turn, and what a summariser hands in that has read it; `knownSeq` as of then. */
    const summarised = async () => {
      const owner = await said();
      const [message] = await receive(owner, 'm1', { text: { body: 'my secret is marzipan' } });
      const seq = message!['seq'] as string;
      await stage.sql('UPDATE turns SET from_seq = $2::bigint - 1, to_seq = $2 WHERE conversation_id = $1', [
        owner.id,
        seq,
      ]);
      const summary = { text: 'Has a secret: marzipan.', upToTurn: owner.sessionTurn! };
      return { owner, seq, keep: (knownSeq: string) => replicas[0]!.summarise(owner, knownSeq, summary) };
    };

    it('is kept where nothing was taken back: the control for those below', async () => {
      const { owner, seq, keep } = await summarised();
      await keep(seq);
      expect(await summaries(owner)).toHaveLength(1);
      expect(await stage.redis.run((client) => client.hget(sessionKey(owner), 'summary'))).toContain('Has a secret');
    });

    it('is not kept where a message was deleted meanwhile, and one of what is left is', async () => {
      const { owner, seq, keep } = await summarised();
      const [revoke] = await receive(owner, 'm2', { revoke: { originalId: `${owner.id}/m1` } });
      await until(async () => (await remembered(owner)) === 0);
      await keep(seq);
      expect(await summaries(owner)).toEqual([]);
      expect(await inRedis(owner)).toEqual(nothing);
      await keep(revoke!['seq'] as string);
      expect(await summaries(owner)).toHaveLength(1);
    });

    it('is not kept where the deletion is just being stored', async () => {
      const { owner, seq, keep } = await summarised();
      let keeping = Promise.resolve();
      await stage.database.transaction(async (client) => {
        await client.query('SELECT FROM conversations WHERE id = $1 FOR UPDATE', [owner.id]); // as accept_messages does
        keeping = keep(seq);
        await until(async () => (await waiting()).length === 1);
        await client.query(
          `INSERT INTO inbox (phone_number_id, message_id, conversation_id, kind, disposition, makes_turn, content, raw)
           VALUES ('1', $1, $2, 'revoke', 'DISPOSITION_ACCEPTED', false, $3, '')`,
          [`${owner.id}/m2`, owner.id, JSON.stringify({ revoke: { originalId: `${owner.id}/m1` } })],
        );
      });
      await keeping;
      expect(await summaries(owner)).toEqual([]);
    });

    it('is not kept where the person was erased', async () => {
      const { owner, seq, keep } = await summarised();
      await stage.database.transaction((client) => eraseConversation(client, owner.id, 'Eva'));
      await until(async () => (await remembered(owner)) === 0);
      await keep(seq);
      expect(await summaries(owner)).toEqual([]);
      expect(await inRedis(owner)).toEqual(nothing);
    });

    const waiting = () =>
      stage.sql(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE'",
        [],
      );
  });

  it.each([
    ['a known person', said],
    ['a new person', () => stage.person()],
  ])('lets no turn under way bring back %s', async (_, meet) => {
    const owner = await meet();
    const [replica] = replicas as [SessionController];
    const [opened, turn] = [await replica.open(owner), secret()];
    await replica.forget(owner);
    await replica.commit(owner, '1', opened, turn);
    expect(await stage.committed({ outcome: 'forgotten' })).toBe(1);
    expect(await inRedis(owner)).toEqual(nothing);
    const ended = { ...owner, sessionVersion: owner.sessionVersion + 1, sessionTurn: turn.turnId };
    expect(await remembered(ended)).toBe(0);
  });

  it('leaves others alone', async () => {
    const [owner, neighbour] = [await said(), await said()];
    await stage.database.transaction((client) => eraseConversation(client, owner.id, 'Eva'));
    await until(async () => (await remembered(owner)) === 0);
    await stage.redis.run((client) => client.del(sessionKey(neighbour)));
    expect(await remembered(neighbour)).toBe(2);
  });

  it('empties the memory when it may have missed something', async () => {
    const owner = await said();
    await stage.redis.run((client) => client.del(sessionKey(owner)));
    for (const { pid } of await listeners()) await stage.sql('SELECT pg_terminate_backend($1)', [pid]);
    await until(async () => (await remembered(owner)) === 0);
  });
});
