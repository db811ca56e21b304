import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import type { Lease } from './lease.js';
import { type Job, table, times, WorkStage } from './work.stage.js';
import { Worker } from './worker.js';
import { workStatements } from './work-statements.js';

describe(Worker.name, () => {
  const stage = new WorkStage();
  const { add, allDone, finish, isListening, sql, start, states } = stage;

  beforeAll(() => stage.open());
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  const addAndNotify =
    "WITH added AS (INSERT INTO jobs (key) VALUES ('a') RETURNING id) SELECT pg_notify('jobs_due', '0') FROM added";

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

  it('claims by a statement of the table where there is one, and sets what a lapse means', async () => {
    const claim = `UPDATE jobs SET state = 'held', owner = $2, lease_until = now() + $3 * interval '1 ms', epoch = epoch + 1,
                          attempts = attempts + 1
                    WHERE id = (SELECT id FROM jobs WHERE state = 'ready' AND key <> 'no' ORDER BY seq LIMIT $1 FOR UPDATE SKIP LOCKED)
                   RETURNING *`;
    await add('yes', 'no');
    await sql(
      "UPDATE jobs SET state = 'held', owner = 'gone', attempts = 9, lease_until = now() - interval '1 s' WHERE key = 'yes'",
    );
    start({ table: { ...table, claim: claim.replace('LIMIT $1', 'LIMIT least($1, 1)'), lapseSets: 'attempts = 0' } });
    await until(async () => (await states())[0] === 'done');
    expect(await sql('SELECT attempts, state FROM jobs ORDER BY seq')).toMatchObject([
      { attempts: 1 },
      { state: 'ready' },
    ]);
  });

  it('tries each row as often as it may be tried', async () => {
    await add('once', 'twice');
    start({
      maxAttempts: ({ key }) => (key === 'once' ? 1 : 2),
      work: () => Promise.reject(new AppError('PEER_UNAVAILABLE', { message: 'never there' })),
    });
    await until(async () => (await states()).every((state) => state === 'set_aside'), 10_000);
    expect(await sql('SELECT attempts FROM jobs ORDER BY seq')).toMatchObject([{ attempts: 1 }, { attempts: 2 }]);
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
    await stage.database.query(workStatements(table).replay, [ids]);
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

  it('finishes what it was claiming when it was stopped', async () => {
    await add('a', 'b');
    await start({ drainMs: 5_000, work: async (_, lease) => (await sleep(50), finish(lease)) }).stop();
    expect(await allDone()).toBe(true);
  });

  it('hears of work that another process stored', async () => {
    start({ times: { ...times, pollMs: 60_000 } });
    await until(isListening);
    const other = new pg.Client(stage.testDatabase.url);
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

  it('refuses times that cannot keep the promise of takeover', () => {
    for (const wrong of [
      { ...times, ttlMs: 200 },
      { ...times, ttlMs: 9_500 },
    ]) {
      expect(
        () =>
          new Worker(stage.database, {
            table,
            work: async () => undefined,
            maxInFlight: 1,
            maxAttempts: 1,
            times: wrong,
          }),
      ).toThrow(AppError);
    }
  });
});
