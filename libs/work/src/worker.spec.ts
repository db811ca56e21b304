import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Database } from '#libs/database';
import { AppError } from '#libs/errors';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import type { Lease } from './lease.js';
import { type Claimant, Worker, type WorkerOptions, type WorkRow } from './worker.js';
import { workStatements } from './work-statements.js';
import type { WorkTable } from './work-table.js';

interface Job extends WorkRow {
  key: string;
  seq: string;
}

const table: WorkTable = {
  name: 'jobs',
  states: { ready: 'ready', held: 'held', setAside: 'set_aside', lapsed: 'ready' },
  headOfLine: { key: 'key', order: 'seq', blocking: ['ready', 'held'] },
  priority: 'work.due_at, work.seq',
  channel: 'jobs_due',
};
const times = { tickMs: 100, ttlMs: 1_500, sweepMs: 100, pollMs: 200 };

describe(Worker.name, () => {
  let testDatabase: TestDatabase;
  let database: Database;
  const workers: Worker<Job>[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('orchestrator');
    database = new Database(
      await new DataSource({ type: 'postgres', url: testDatabase.url, poolSize: 8 }).initialize(),
    );
    await sql(`CREATE TABLE jobs (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(), key text NOT NULL, seq bigserial, result text,
      state text NOT NULL DEFAULT 'ready', due_at timestamptz NOT NULL DEFAULT now(), attempts int NOT NULL DEFAULT 0,
      owner text, lease_until timestamptz, epoch bigint NOT NULL DEFAULT 0, claimed_at timestamptz,
      heartbeat_at timestamptz, progress jsonb, error_class text, error_detail text,
      queue text GENERATED ALWAYS AS (CASE WHEN state IN ('ready', 'held', 'set_aside') THEN state END) STORED)`);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await sql('TRUNCATE jobs');
  });
  afterAll(async () => {
    await Promise.all([database.close(), database.close()]);
    await testDatabase.drop();
  });

  const sql = <Row extends object>(text: string, values: unknown[] = []) =>
    database.query<Row & Record<string, unknown>>({ name: randomUUID(), text }, values);
  const add = async (...keys: string[]) => {
    const rows = await sql<{ id: string }>('INSERT INTO jobs (key) SELECT unnest($1::text[]) RETURNING id', [keys]);
    return rows.map(({ id }) => id);
  };
  const finish = async (lease: Lease, result = 'done') => {
    const [ours] = await sql(
      "UPDATE jobs SET state = 'done', result = $3 WHERE id = $1 AND epoch = $2 AND state = 'held' RETURNING id",
      [lease.id, lease.epoch, result],
    );
    if (!ours) throw new AppError('LEASE_LOST');
  };
  const start = (options: Partial<WorkerOptions<Job>> = {}) => {
    const worker = new Worker<Job>(database, {
      table,
      maxInFlight: 50,
      maxAttempts: 3,
      drainMs: 200,
      times,
      work: (_, lease) => finish(lease),
      ...options,
    });
    workers.push(worker);
    worker.start();
    return worker;
  };
  const states = async () =>
    (await sql<{ state: string }>('SELECT state FROM jobs ORDER BY seq')).map(({ state }) => state);
  const addAndNotify =
    "WITH added AS (INSERT INTO jobs (key) VALUES ('a') RETURNING id) SELECT pg_notify('jobs_due', '0') FROM added";
  const isListening = async () =>
    (await sql<{ count: string }>("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN jobs_due%'"))[0]!
      .count !== '0';
  const allDone = async () => (await states()).every((state) => state === 'done');

  it('does every row once, however many workers race for them, and in the order of their keys', async () => {
    const done: Job[] = [];
    const running = new Set<string>();
    const work = async (row: Job, lease: Lease) => {
      expect(running.has(row.key)).toBe(false);
      running.add(row.key);
      await new Promise((resolve) => setTimeout(resolve, 2));
      done.push(row);
      running.delete(row.key);
      await finish(lease);
    };
    for (let count = 0; count < 4; count += 1) start({ work });
    await add(...Array.from({ length: 200 }, (_, index) => `key ${index % 20}`));
    await until(allDone, 30_000);
    expect(new Set(done.map(({ id }) => id)).size).toBe(200);
    expect(done).toHaveLength(200);
    for (const key of new Set(done.map((row) => row.key))) {
      const order = done.filter((row) => row.key === key).map(({ seq }) => Number(seq));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('breaks the order without the head-of-line condition: the control for the one above', async () => {
    const order: string[] = [];
    start({
      table: { ...table, headOfLine: undefined },
      work: async (row, lease) => {
        await new Promise((resolve) => setTimeout(resolve, row.seq === first!.seq ? 50 : 0));
        order.push(row.seq);
        await finish(lease);
      },
    });
    const [first] = await sql<{ seq: string }>("INSERT INTO jobs (key) VALUES ('a'), ('a') RETURNING seq");
    await until(allDone);
    expect(order.at(-1)).toBe(first!.seq);
  });

  it('leaves rows alone for which the condition of the claim does not hold', async () => {
    const [done] = await add('good', 'bad');
    start({ table: { ...table, claimCondition: "work.key <> 'bad'" } });
    await until(async () => (await states())[0] === 'done');
    expect(await sql('SELECT id, state FROM jobs ORDER BY seq')).toMatchObject([{ id: done }, { state: 'ready' }]);
  });

  it('finds its rows by the column of the queue where there is one', async () => {
    const order: string[] = [];
    const queued = { ...table, queueColumn: 'queue' };
    start({ table: queued, work: async (row, lease) => (order.push(row.seq), finish(lease)) });
    await add('a', 'a', 'b');
    await until(allDone);
    expect(order.indexOf('1')).toBeLessThanOrEqual(order.indexOf('2'));
    await sql("UPDATE jobs SET state = 'held', owner = 'gone', lease_until = now() - interval '1 s'");
    await until(allDone);
    expect(order).toHaveLength(6);
  });

  it('lets rows gather after a claim of several where that is wished', async () => {
    const claims: string[][] = [];
    const seen: string[] = [];
    const worker = start({
      claimGapMs: 500,
      work: async (row, lease) => {
        if (seen.length === 0) setImmediate(() => claims.push(seen.splice(0)));
        seen.push(row.key);
        await finish(lease);
      },
    });
    const addAndWake = async (...keys: string[]) => {
      await add(...keys);
      worker.wake();
    };
    for (const keys of [['a'], ['b'], ['c', 'd', 'e']]) {
      await addAndWake(...keys);
      await until(allDone);
    }
    for (const key of ['f', 'g', 'h']) await addAndWake(key);
    await until(allDone);
    expect(claims).toEqual([['a'], ['b'], ['c', 'd', 'e'], ['f', 'g', 'h']]);
  });

  it('never holds more rows than it may', async () => {
    let running = 0;
    let most = 0;
    start({
      maxInFlight: 3,
      work: async (_, lease) => {
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        await finish(lease);
      },
    });
    await add(...Array.from({ length: 30 }, (_, index) => `${index}`));
    await until(allDone);
    expect(most).toBe(3);
  });

  it('tries again by the class of the error and sets aside after the last attempt', async () => {
    const attempts: number[] = [];
    start({
      maxAttempts: 2,
      work: (_, lease) => {
        attempts.push(lease.attempt);
        return Promise.reject(new AppError('PEER_UNAVAILABLE'));
      },
    });
    await add('a');
    await until(async () => (await states())[0] === 'set_aside');
    expect(attempts).toEqual([1, 2]);
    expect(await sql('SELECT error_detail FROM jobs')).toEqual([{ error_detail: 'PEER_UNAVAILABLE' }]);
  });

  it('replays what was set aside', async () => {
    let isWell = false;
    start({
      maxAttempts: 1,
      work: (_, lease) => (isWell ? finish(lease) : Promise.reject(new AppError('PEER_UNAVAILABLE'))),
    });
    const ids = await add('a');
    await until(async () => (await states())[0] === 'set_aside');
    isWell = true;
    await database.query(workStatements(table).replay, [ids]);
    await until(allDone);
  });

  it('does not count being turned away as an attempt', async () => {
    let turnedAway = 0;
    start({
      maxAttempts: 1,
      work: (_, lease) => ((turnedAway += 1) < 3 ? Promise.reject(new AppError('AGENT_BUSY')) : finish(lease)),
    });
    await add('a');
    await until(allDone);
  });

  it('sets aside a row that killed its process before every end', async () => {
    const given: string[] = [];
    await add('poison');
    await sql('UPDATE jobs SET attempts = 3');
    start({ maxAttempts: 3, giveUp: async (_, lease, error) => (given.push(error.reason), finish(lease)) });
    await until(allDone);
    expect(given).toEqual(['ATTEMPTS_EXHAUSTED']);
  });

  it('takes over what a dead replica held, and drops the late result of one that was only asleep', async () => {
    let wake: () => void = () => undefined;
    const asleep = start({
      maxInFlight: 1, // it does not take the row again itself
      work: (_, lease) => new Promise<void>((resolve) => (wake = resolve)).then(() => finish(lease, 'late')),
    });
    await add('a');
    await until(() => asleep.inFlight === 1);
    await sql("UPDATE jobs SET lease_until = now() - interval '1 s', owner = 'gone'"); // as if its ticks had stopped
    start({ work: (_, lease) => finish(lease, 'taken over') });
    await until(allDone);
    wake();
    await until(() => asleep.inFlight === 0);
    expect(await sql('SELECT result, epoch FROM jobs')).toEqual([{ result: 'taken over', epoch: '2' }]);
  });

  it('doubles the effect when the epoch is not checked: the control for the one above', async () => {
    const effects: string[] = [];
    let wake: () => void = () => undefined;
    const unfenced = async (lease: Lease, by: string) => {
      const rows = await sql('UPDATE jobs SET state = $2 WHERE id = $1 RETURNING id', [lease.id, 'done']);
      effects.push(...rows.map(() => by));
    };
    const asleep = start({
      maxInFlight: 1, // it does not take the row again itself
      work: (_, lease) => new Promise<void>((resolve) => (wake = resolve)).then(() => unfenced(lease, 'asleep')),
    });
    await add('a');
    await until(() => asleep.inFlight === 1);
    await sql("UPDATE jobs SET lease_until = now() - interval '1 s', owner = 'gone'");
    start({ work: (_, lease) => unfenced(lease, 'other') });
    await until(allDone);
    wake();
    await until(() => effects.length === 2);
    expect(effects).toEqual(['other', 'asleep']);
  });

  it('aborts the work whose lease was lost', async () => {
    const aborted: unknown[] = [];
    start({
      work: (_, lease) =>
        new Promise((_resolve, reject) =>
          lease.signal.addEventListener(
            'abort',
            () => (aborted.push(lease.signal.reason), reject(lease.signal.reason as Error)),
          ),
        ),
    });
    await add('a');
    await until(async () => (await states())[0] === 'held');
    await sql("UPDATE jobs SET owner = 'someone else'");
    await until(() => aborted.length === 1);
    expect(aborted).toMatchObject([{ reason: 'LEASE_LOST' }]);
  });

  it('keeps a lease alive longer than its time, and records progress', async () => {
    let end: () => void = () => undefined;
    start({
      work: async (_, lease) => {
        lease.report({ percent: 40 });
        await new Promise<void>((resolve) => (end = resolve));
        await finish(lease);
      },
    });
    await add('a');
    await until(async () => (await sql<{ progress: unknown }>('SELECT progress FROM jobs'))[0]?.progress !== null);
    await new Promise((resolve) => setTimeout(resolve, times.ttlMs + 300));
    expect(await sql('SELECT state, epoch, progress FROM jobs')).toEqual([
      { state: 'held', epoch: '1', progress: { percent: 40 } },
    ]);
    end();
    await until(allDone);
  });

  it('gives back at once what it cannot finish when it stops, uncounted', async () => {
    const worker = start({
      drainMs: 10,
      work: (_, lease) =>
        new Promise((_resolve, reject) =>
          lease.signal.addEventListener('abort', () => reject(lease.signal.reason as Error)),
        ),
    });
    await add('a');
    await until(() => worker.inFlight === 1);
    await Promise.all([worker.stop(), worker.stop()]);
    expect(await sql('SELECT state, attempts FROM jobs')).toEqual([{ state: 'ready', attempts: 0 }]);
  });

  it('hears of work that another process stored', async () => {
    start({ times: { ...times, pollMs: 60_000 } });
    await until(isListening);
    const other = new pg.Client(testDatabase.url);
    await other.connect();
    await other.query(addAndNotify).finally(() => other.end());
    await until(allDone, 5_000);
  });

  it('is not woken by the echo of what its own process said', async () => {
    const worker = start({ times: { ...times, pollMs: 60_000 } });
    await until(isListening);
    await sleep(50); // its first look is over
    await sql(addAndNotify);
    await sleep(300);
    expect(await allDone()).toBe(false);
    worker.wake();
    await until(allDone, 5_000);
  });

  describe('storing and claiming in one statement', () => {
    const store = (claimant?: Claimant) =>
      sql<Job>(
        `INSERT INTO jobs (key, state, owner, lease_until, epoch, attempts)
         SELECT 'a', CASE WHEN $1::text IS NULL THEN 'ready' ELSE 'held' END, $1, now() + $2::float8 * interval '1 ms', 1, 1
         RETURNING id, epoch, attempts, key, seq`,
        [claimant?.owner ?? null, claimant?.ttlMs ?? 0],
      );

    it('begins what it claimed, and keeps its lease', async () => {
      const seen: string[] = [];
      const worker = start({
        times: { ...times, pollMs: 60_000 },
        work: async (row, lease) => {
          seen.push(row.id);
          await sleep(2 * times.ttlMs);
          await finish(lease);
        },
      });
      await worker.claimWhileStoring(1, store);
      await until(allDone, 10_000);
      expect(seen).toHaveLength(1);
    });

    it('claims nothing without room, so that what is stored is bounded by the database alone', async () => {
      const worker = start({ times: { ...times, pollMs: 60_000 }, maxInFlight: 1, work: () => sleep(60_000) });
      await worker.claimWhileStoring(1, store);
      expect(worker.inFlight).toBe(1);
      const claimants: unknown[] = [];
      await worker.claimWhileStoring(1, async (claimant) => (claimants.push(claimant), []));
      expect(claimants).toEqual([undefined]);
      expect(worker.inFlight).toBe(1);
    });

    it('gives its places back when the statement fails', async () => {
      const worker = start({ maxInFlight: 1 });
      const broken = () => Promise.reject(new AppError('STORE_UNAVAILABLE'));
      await expect(worker.claimWhileStoring(1, broken)).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE' });
      await add('b');
      worker.wake();
      await until(allDone, 5_000);
    });

    it('claims nothing while it stops', async () => {
      const worker = start();
      await worker.stop();
      await worker.claimWhileStoring(1, async (claimant) => (expect(claimant).toBeUndefined(), []));
    });
  });

  it('refuses times that cannot keep the promise of takeover', () => {
    for (const wrong of [
      { ...times, ttlMs: 200 },
      { ...times, ttlMs: 9_500 },
    ]) {
      expect(
        () =>
          new Worker(database, { table, work: async () => undefined, maxInFlight: 1, maxAttempts: 1, times: wrong }),
      ).toThrow(AppError);
    }
  });
});
