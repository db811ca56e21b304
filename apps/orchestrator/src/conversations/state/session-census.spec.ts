import { randomUUID } from 'node:crypto';
import { Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Database, migrate } from '#libs/database';
import { RedisStore } from '#libs/redis';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import { entities } from '../../entities.js';
import { migrations } from '../../migrations/index.js';
import { newSession } from './session-builder.js';
import { newOwner } from './session-values.stage.js';
import { SessionCensus } from './session-census.js';
import { SessionPatcher } from './session-patcher.js';

const DAY = 24 * 60 * 60_000;

describe(SessionCensus.name, () => {
  const redis = new RedisStore(`${process.env['TEST_REDIS_URL']}/7`);
  const patcher = new SessionPatcher(redis);
  let testDatabase: TestDatabase;
  let database: Database;

  /** One replica's view. */
  const replica = () => {
    const registry = new Registry();
    const active = new Gauge({ name: 'active', help: 'a', registers: [registry] });
    const duration = new Histogram({ name: 'duration', help: 'd', buckets: [60], registers: [registry] });
    return {
      census: new SessionCensus(redis, database, active, duration),
      active: async () => (await active.get()).values[0]!.value,
      durations: async () =>
        (await duration.get()).values.find(({ metricName }) => metricName === 'duration_sum')?.value ?? 0,
    };
  };

  beforeAll(async () => {
    testDatabase = await createTestDatabase('orchestrator');
    await migrate({ url: testDatabase.url, entities, migrations });
    database = new Database(await new DataSource({ type: 'postgres', url: testDatabase.url }).initialize());
    await until(() => redis.run((client) => client.ping()).then(Boolean, () => false));
  });
  beforeEach(() => redis.run((client) => client.flushdb()));
  afterAll(async () => {
    await redis.close();
    await database?.close();
    await testDatabase?.drop();
  });

  const speak = async (beganAt: number, owner = { id: randomUUID(), phoneNumberId: '1' }, version = 1) => {
    const row = newOwner({ ...owner, sessionVersion: version });
    const base = version === 1 ? '' : `${version - 1}`;
    const turnId = randomUUID();
    const turns = [{ turnId, agent: '', task: '', answer: '' }];
    await patcher.commit({ owner, base, session: { ...newSession(row, beganAt), turns }, turnId, isWhole: true });
    return owner;
  };

  it('counts a conversation once, however many turns it has', async () => {
    const { census, active } = replica();
    const owner = await speak(Date.now());
    await speak(Date.now(), owner, 2);
    await speak(Date.now());
    await census.take();
    expect(await active()).toBe(2);
  });

  it('observes each session once when it has ended, whichever replica looks', async () => {
    const replicas = [replica(), replica()];
    await speak(Date.now() - 90_000);
    await Promise.all(replicas.map(({ census }) => census.take(Date.now() + DAY - 60_000)));
    expect(await Promise.all(replicas.map(({ durations }) => durations()))).toEqual([0, 0]);
    await Promise.all(replicas.map(({ census }) => census.take(Date.now() + DAY + 1_000)));
    const observed = await Promise.all(replicas.map(({ durations }) => durations()));
    expect(Math.round(Math.max(...observed))).toBe(90);
    expect(Math.min(...observed)).toBe(0);
    expect(await replicas[0]!.active()).toBe(0);
  });

  it('takes out any number of ended sessions', async () => {
    const { census, active } = replica();
    await Promise.all(Array.from({ length: 1_200 }, () => speak(Date.now())));
    await census.take(Date.now() + DAY + 1_000);
    expect(await active()).toBe(0);
  });

  it('counts anew from Postgres what Redis has lost', async () => {
    const { census, active } = replica();
    await speak(Date.now());
    await redis.run((client) => client.flushdb());
    await database.query(
      {
        name: randomUUID(),
        text: `WITH c AS (INSERT INTO conversations (phone_number_id, wa_id) SELECT '1', n::text FROM generate_series(1, 3) n RETURNING id)
               INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, stage, answered_at, patch)
               SELECT uuid_v7(), c.id, n, n + 1, 1, 'done', now() - n * interval '1 minute',
                      jsonb_build_object('beganAt', extract(epoch FROM now()) * 1000 - 600000)
                 FROM c, generate_series(0, 1) n`,
      },
      [],
    );
    await census.take();
    expect(await active()).toBe(3);
    await census.take();
    expect(await active()).toBe(3);
    const later = replica();
    await later.census.take(Date.now() + DAY + 1_000);
    expect([await later.active(), Math.round(await later.durations())]).toEqual([0, 1_800]);
  });
});
