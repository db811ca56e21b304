import { randomUUID } from 'node:crypto';
import { RedisStore } from '#libs/redis';
import { until } from '#libs/testing';
import { newSession } from './session-builder.js';
import { CENSUS_KEYS, type Commit, sessionKey, SessionPatcher } from './session-patcher.js';
import { newOwner } from './session-values.stage.js';
import { SCHEMA } from './session.schema.js';
import { validateSession } from './session-validator.js';

describe(SessionPatcher.name, () => {
  const redis = new RedisStore(`${process.env['TEST_REDIS_URL']}/5`);
  const patcher = new SessionPatcher(redis);
  const other = new SessionPatcher(redis);

  beforeAll(() => until(() => redis.run((client) => client.ping()).then(Boolean, () => false)));
  beforeEach(() => redis.run((client) => client.flushdb()));
  afterAll(() => redis.close());

  const person = () => ({ id: randomUUID(), phoneNumberId: '1' });
  const item = (owner: Commit['owner'], version: number, fields: Partial<Commit> = {}): Commit => ({
    owner,
    base: version === 1 ? '' : `${version - 1}`,
    session: {
      ...newSession(newOwner(owner), 5),
      version,
      turns: Array.from({ length: version }, (_, index) => ({
        turnId: `${index + 1}`,
        agent: '',
        task: 't',
        answer: 'a',
      })),
    },
    turnId: `turn ${version}`,
    isWhole: version === 1,
    ...fields,
  });
  const commandCalls = async (command: string) => {
    const stats = await redis.run((client) => client.info('commandstats'));
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
  };

  it('finds nothing, and then what was committed', async () => {
    const owner = person();
    expect(await patcher.load(owner)).toBeUndefined();
    expect(await patcher.commit(item(owner, 1))).toEqual({ outcome: 'committed', version: '1' });
    const copy = (await patcher.load(owner))!;
    expect(copy).toMatchObject({ schema: SCHEMA, version: '1', turn: 'turn 1', summary: null });
    expect(validateSession(copy, newOwner(owner))).toEqual({ value: item(owner, 1).session });
  });

  it('refuses a commit on a copy that is not the one that was read, and says which one there is', async () => {
    const owner = person();
    await patcher.commit(item(owner, 1));
    await patcher.commit(item(owner, 2));
    const late = item(owner, 2, { turnId: 'another turn' });
    expect(await patcher.commit(late)).toEqual({ outcome: 'conflict', version: '2' });
    expect(await patcher.commit({ ...late, base: '2' })).toEqual({ outcome: 'committed', version: '2' });
  });

  it('commits a turn once, however often it is tried', async () => {
    const owner = person();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => patcher.commit(item(owner, 1))));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['committed', ...Array<string>(4).fill('repeated')]);
    expect((await patcher.load(owner))!.version).toBe('1');
  });

  it('lets one of two workers commit that read the same copy', async () => {
    for (let round = 0; round < 20; round += 1) {
      const owner = person();
      await patcher.commit(item(owner, 1));
      const outcomes = await Promise.all(
        [patcher, other].map((worker, index) => worker.commit(item(owner, 2, { turnId: `of worker ${index}` }))),
      );
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['committed', 'conflict']);
    }
  });

  it('loses a turn where both write what they read and one: the control for the one above', async () => {
    const owner = person();
    await patcher.commit(item(owner, 1));
    const list = `${sessionKey(owner)}:turns`;
    await Promise.all(
      [patcher, other].map(async (worker, index) => {
        const { turns } = (await worker.load(owner))!;
        await redis.run((client) =>
          client
            .multi()
            .del(list)
            .rpush(list, ...turns, `of worker ${index}`)
            .exec(),
        );
      }),
    );
    expect(await redis.run((client) => client.llen(list))).toBe(2); // one after the other they would come to 3
  });

  it('adds one turn to those that are there, keeps as many as the session has, and replaces all of them where it must', async () => {
    const owner = person();
    await patcher.commit(item(owner, 1));
    await patcher.commit(item(owner, 2));
    const bounded = item(owner, 3);
    bounded.session.turns = bounded.session.turns.slice(-2);
    await patcher.commit(bounded);
    const ids = async () =>
      (await patcher.load(owner))!.turns.map((json) => (JSON.parse(json) as { turnId: string }).turnId);
    expect(await ids()).toEqual(['2', '3']);
    await patcher.commit(item(owner, 4, { isWhole: true }));
    expect(await ids()).toEqual(['1', '2', '3', '4']);
  });

  it('takes a session that has lost its turns for none', async () => {
    const owner = person();
    await patcher.commit(item(owner, 1));
    await redis.run((client) => client.del(`${sessionKey(owner)}:turns`));
    expect(await patcher.load(owner)).toMatchObject({ head: '' });
    await patcher.commit(item(owner, 2)); // adds to a list that is not there any more
    expect(await patcher.load(owner)).toMatchObject({ head: '' });
  });

  it('never overwrites what a newer replica has written', async () => {
    const owner = person();
    await redis.run((client) =>
      client.hset(sessionKey(owner), { schema: SCHEMA + 1, version: 1, head: 'x', turn: 't' }),
    );
    expect(await patcher.commit(item(owner, 2))).toMatchObject({ outcome: 'too_new' });
    expect(await patcher.load(owner)).toMatchObject({ schema: SCHEMA + 1, turn: 't' });
  });

  it('keeps a session for a day from its last use', async () => {
    const owner = person();
    await patcher.commit(item(owner, 1));
    const ttl = () => redis.run((client) => client.pttl(sessionKey(owner)));
    const day = 24 * 60 * 60_000;
    expect(await ttl()).toBeGreaterThan(day - 5_000);
    await redis.run((client) => client.pexpire(sessionKey(owner), 1_000)); // as if it were about to end
    await patcher.load(owner);
    expect(await ttl()).toBeGreaterThan(day - 5_000);
  });

  it('makes room where something else stands, and fails no neighbour', async () => {
    const [ana, bob] = [person(), person()];
    await patcher.commit(item(ana, 1));
    await redis.run((client) => client.set(sessionKey(bob), 'no hash'));
    const [first, second] = await Promise.all([patcher.load(ana), patcher.load(bob)]);
    expect(first).toMatchObject({ version: '1' });
    expect(second).toMatchObject({ version: '', head: '' });
    await redis.run((client) => client.set(sessionKey(bob), 'no hash'));
    const outcomes = await Promise.all([patcher.commit(item(ana, 2)), patcher.commit(item(bob, 1))]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['committed', 'committed']);
  });

  it('reads and writes the sessions of a moment in one call each', async () => {
    const people = Array.from({ length: 50 }, person);
    await Promise.all([patcher.load(person()), patcher.commit(item(person(), 1))]); // the scripts are known from here on
    await redis.run((client) => client.config('RESETSTAT'));
    await Promise.all(people.map((owner) => patcher.load(owner)));
    expect(await commandCalls('evalsha')).toBe(1);
    await Promise.all(people.map((owner) => patcher.commit(item(owner, 1))));
    expect(await commandCalls('evalsha')).toBe(2);
    expect(await redis.run((client) => client.zcard(CENSUS_KEYS[0]))).toBe(51);
  });

  it('keeps a summary in the session over later commits, and none in one that misses something or is none', async () => {
    const owner = person();
    const summary = { text: 'wants shoes', upToTurn: 'turn 1' };
    await patcher.summarise(owner, summary, 1);
    expect(await patcher.load(owner)).toBeUndefined();
    await patcher.commit(item(owner, 1));
    await patcher.summarise(owner, summary, 3);
    expect(await patcher.load(owner)).toMatchObject({ version: '1', summary: null });
    await patcher.summarise(owner, summary, 2);
    await patcher.commit(item(owner, 3));
    const copy = await patcher.load(owner);
    expect(copy!.version).toBe('3');
    expect(JSON.parse(copy!.summary!)).toEqual(summary);
  });

  it('forgets a person', async () => {
    const owner = person();
    await patcher.commit(item(owner, 1));
    await patcher.forget(owner);
    const copy = await patcher.load(owner);
    expect(copy).toMatchObject({ version: expect.stringMatching(/^forgotten:/) as string, head: '', turns: [] });
    expect(await redis.run((client) => client.zcard(CENSUS_KEYS[0]))).toBe(0);
    expect(await redis.run((client) => client.hlen(CENSUS_KEYS[1]))).toBe(0);
  });

  it('keeps all keys of a conversation together', () => {
    expect(sessionKey({ phoneNumberId: '12', id: 'c' })).toBe('session:{12:c}');
  });
});
